import assert from "node:assert/strict";
import { at, jsonOf, listAt, textAt } from "../support/json.ts";
import { readTree } from "../support/file_tree.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

/** A repository with one session. */
async function started(): Promise<RepositoryFixture> {
  const repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  return repository;
}

/** A key file, and the flag that names it. */
function keyFile(repository: RepositoryFixture, name = "key"): readonly string[] {
  Deno.writeFileSync(`${repository.base}/${name}`, new Uint8Array(32).fill(name.length));
  return ["--key-file", `${repository.base}/${name}`];
}

Deno.test("a snapshot opens with each of its keys and with no other", async () => {
  using repository = await started();
  const { base } = repository;
  const key = keyFile(repository);
  const other = keyFile(repository, "other key");
  const { recipient } = await repository.json(["snapshot", "keygen", `${base}/id`]) as {
    readonly recipient: string;
  };
  Deno.writeTextFileSync(`${base}/pass`, "correct horse\n");
  const passphrase = ["--passphrase-file", `${base}/pass`];
  const file = `${base}/a.orcsnap`;
  const document = await repository.json(
    ["snapshot", "export", file, "--to", recipient, ...key, ...passphrase],
  );
  assert.deepEqual(at(document, "recipients"), ["x25519", "key", "passphrase"]);
  for (const flags of [key, passphrase, ["--identity", `${base}/id`]]) {
    const verified = await repository.json(["snapshot", "verify", file, ...flags]);
    assert.equal(listAt(verified, "sessions").length, 1);
  }
  const secret = { ORCHESTRATOR_PASSPHRASE: "correct horse" };
  await repository.done(["snapshot", "verify", file], { env: secret });
  for (
    const [flags, env, code] of [
      [other, {}, 65],
      [[], { ORCHESTRATOR_PASSPHRASE: "wrong" }, 65],
      [[], {}, 2],
    ] as const
  ) {
    const run = await repository.run(["snapshot", "verify", file, ...flags, "--json"], { env });
    assert.equal(run.code, code, run.stdout + run.stderr);
    assert.equal(
      textAt(jsonOf(run), "error", "code"),
      code === 2 ? "key.missing" : "snapshot.locked",
    );
  }
});

Deno.test("without a key only the header is shown, with one the manifest", async () => {
  using repository = await started();
  const key = keyFile(repository);
  await repository.done(["snapshot", "export", "a.orcsnap", ...key]);
  const closed = await repository.json(["snapshot", "inspect", "a.orcsnap"]);
  assert.deepEqual([at(closed, "format"), at(closed, "manifest")], ["orcsnap/1", null]);
  assert.deepEqual(at(closed, "recipients"), [{ type: "key" }]);
  const open = await repository.json(["snapshot", "inspect", "a.orcsnap", ...key]);
  const [session] = listAt(open, "manifest", "sessions");
  assert.equal(textAt(session ?? null, "id"), textAt(open, "manifest", "current"));
  const listed = await repository.json(["snapshot", "list"]);
  assert.deepEqual(listAt(listed, "snapshots").map((found) => textAt(found, "name")), [
    "a.orcsnap",
  ]);
});

Deno.test("the same state gives the same tar, and exporting changes nothing", async () => {
  using repository = await started();
  const before = readTree(repository.path);
  for (const name of ["a", "b"]) {
    await repository.done([
      "snapshot",
      "export",
      `${repository.base}/${name}.orcsnap`,
      ...keyFile(repository),
    ]);
  }
  assert.deepEqual(readTree(repository.path), before);
  const tars: Uint8Array[] = [];
  for (const name of ["a", "b"]) {
    const [file, tar] = [`${repository.base}/${name}.orcsnap`, `${repository.base}/${name}.tar`];
    await repository.done(["snapshot", "decrypt", file, tar, ...keyFile(repository)]);
    tars.push(Deno.readFileSync(tar));
  }
  assert.deepEqual(tars[0], tars[1]);
  assert.notDeepEqual(
    Deno.readFileSync(`${repository.base}/a.orcsnap`),
    Deno.readFileSync(`${repository.base}/b.orcsnap`),
  );
});

Deno.test("stdout takes a snapshot, and its document is the last line of stderr", async () => {
  using repository = await started();
  const run = await repository.line(
    "orchestrator snapshot export - --no-encrypt --json | orchestrator snapshot decrypt - - | tar -tf -",
  );
  assert.equal(run.code, 0, run.stderr);
  const names = run.stdout.trimEnd().split("\n");
  assert.deepEqual([names[0], names.at(-1)], ["manifest.json", "SHA256SUMS"]);
  const documents = run.stderr.trimEnd().split("\n").filter((line) => line.startsWith("{"));
  assert.match(documents[0] ?? "", /^\{"schema":"orchestrator\.snapshot-export\/1"/);
});

Deno.test("what is no sound snapshot is refused, and nothing is written", async () => {
  using repository = await started();
  const { base } = repository;
  const key = keyFile(repository);
  await repository.done(["snapshot", "export", `${base}/a.orcsnap`, ...key]);
  const good = Deno.readFileSync(`${base}/a.orcsnap`);
  const flipped = good.slice();
  flipped[good.length - 100] = (flipped[good.length - 100] ?? 0) ^ 1;
  const newer = good.slice();
  newer[7] = 0x32;
  const cases: readonly (readonly [string, Uint8Array, number, string])[] = [
    ["cut", good.slice(0, -1), 65, "snapshot.damaged"],
    ["cut in the header", good.slice(0, 50), 65, "snapshot.damaged"],
    ["flipped", flipped, 65, "snapshot.damaged"],
    ["newer", newer, 69, "snapshot.newer"],
    ["empty", new Uint8Array(), 65, "snapshot.damaged"],
    ["text", new TextEncoder().encode("hello, world\n"), 65, "snapshot.damaged"],
  ];
  for (const [name, bytes, code, failure] of cases) {
    Deno.writeFileSync(`${base}/bad`, bytes);
    for (const words of [["verify"], ["decrypt"]] as const) {
      const [command] = words;
      const out = command === "decrypt" ? [`${base}/out.tar`] : [];
      const run = await repository.run([
        "snapshot",
        command,
        `${base}/bad`,
        ...out,
        ...key,
        "--json",
      ]);
      assert.equal(run.code, code, `${name}: ${run.stdout}`);
      assert.equal(textAt(jsonOf(run), "error", "code"), failure, name);
    }
    const piped = await repository.run(["snapshot", "decrypt", `${base}/bad`, "-", ...key]);
    assert.deepEqual([piped.code, piped.stdout], [code, ""], name);
  }
  assert.deepEqual([...Deno.readDirSync(base)].filter(({ name }) => name.includes("out")), []);
});

Deno.test("exporting refuses what it cannot do, by name", async () => {
  using repository = await started();
  const key = keyFile(repository);
  repository.write("taken", "mine");
  for (
    const [args, code, failure] of [
      [["taken", ...key], 73, "output.exists"],
      [[".orchestrator/x", ...key], 77, "output.in_house"],
      [["missing/x", ...key], 73, "file.not_created"],
      [["x", "--to", "age1wrong"], 2, "recipient.invalid"],
      [["x", "--key-file", "taken"], 65, "key.unreadable"],
      [["x", "--key-file", "absent"], 66, "file.not_found"],
      [["x", "--no-encrypt", ...key], 2, "usage"],
      [["x", "--format", "zip", ...key], 2, "usage"],
      [["x", "--format", "age", ...key], 2, "age.recipients"],
      [["x", "--only", "nobody", ...key], 66, "session.not_found"],
      [["x"], 2, "key.missing"],
    ] as const
  ) {
    const run = await repository.run(["snapshot", "export", ...args, "--json"]);
    assert.equal(run.code, code, `${args.join(" ")}: ${run.stdout}`);
    assert.equal(textAt(jsonOf(run), "error", "code"), failure, args.join(" "));
  }
  assert.equal(repository.read("taken"), "mine");
  assert.equal(repository.exists("x"), false);
});

Deno.test("an export that is killed leaves nothing, or all, at the final name", async () => {
  using repository = await started();
  const key = keyFile(repository);
  for (const killAfter of [20, 40, 60, 80, 120, 200]) {
    const file = `${repository.base}/${killAfter}.orcsnap`;
    await repository.run(["snapshot", "export", file, ...key], { killAfter });
    const isThere = [...Deno.readDirSync(repository.base)].some(({ name }) =>
      name === `${killAfter}.orcsnap`
    );
    if (isThere) await repository.done(["snapshot", "verify", file, ...key]);
  }
});

Deno.test("an export while others write holds whole groups only", async () => {
  using repository = await started();
  const key = keyFile(repository);
  const writing = (async () => {
    for (let index = 0; index < 6; index++) {
      await repository.run(["complete", "plain", "--notes", `Note ${index}`]);
      await repository.run(["advance", "--force"]);
    }
  })();
  for (let index = 0; index < 4; index++) {
    const file = `${repository.base}/${index}.orcsnap`;
    await repository.done(["snapshot", "export", file, ...key]);
    await repository.done(["snapshot", "verify", file, ...key]);
  }
  await writing;
});

Deno.test("age opens what is exported for it, and its files are opened", async () => {
  using repository = await started();
  const { base } = repository;
  const { recipient } = await repository.json(["snapshot", "keygen", `${base}/id`]) as {
    readonly recipient: string;
  };
  await repository.done(["snapshot", "export", "a.age", "--format", "age", "--to", recipient]);
  const verified = await repository.json(["snapshot", "verify", "a.age", "-i", `${base}/id`]);
  assert.equal(listAt(verified, "sessions").length, 1);
  Deno.writeFileSync(
    `${repository.path}/cut.age`,
    Deno.readFileSync(repository.at("a.age")).slice(0, -1),
  );
  const cut = await repository.run(["snapshot", "verify", "cut.age", "-i", `${base}/id`]);
  assert.equal(cut.code, 65, cut.stderr);
});

Deno.test("keygen writes a secret that only its owner can read, and over nothing", async () => {
  using repository = makeRepository();
  await repository.done(["snapshot", "keygen", "key.txt"]);
  const text = repository.read("key.txt");
  assert.match(text, /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/m);
  assert.equal((Deno.statSync(repository.at("key.txt")).mode ?? 0) & 0o777, 0o600);
  const again = await repository.run(["snapshot", "keygen", "key.txt"]);
  assert.equal(again.code, 73, again.stderr);
  assert.equal(repository.read("key.txt"), text);
});
