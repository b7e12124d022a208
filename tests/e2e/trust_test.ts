import assert from "node:assert/strict";
import { COMMAND_TABLE } from "../../src/cli/command_table.ts";
import { at, jsonOf, listAt, parseJson, textAt } from "../support/json.ts";
import { beside, makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { commandWorkflow } from "../support/workflows.ts";

/** A checkout that somebody else has made, with a session of theirs and a command that leaves a trace. */
async function hostileClone(): Promise<RepositoryFixture> {
  using origin = makeRepository({ workflow: commandWorkflow("sh canary.sh") });
  origin.write("canary.sh", 'touch "$HOME/canary"\n');
  await origin.done(["start", "Innocent"]);
  const clone = makeRepository({ workflow: origin.read("workflow.yaml") });
  clone.write("canary.sh", origin.read("canary.sh"));
  copyTree(origin.at(".orchestrator"), clone.at(".orchestrator"));
  return clone;
}

Deno.test("opening a hostile clone runs nothing and writes nothing outside", async () => {
  using clone = await hostileClone();
  for (const { path } of COMMAND_TABLE) {
    if (path === "trust grant" || path === "start") continue;
    // They make a key in the configuration of the user, who asks for it.
    if (path === "snapshot keygen" || path === "secrets init") continue;
    const args = /^(complete|skip|approve-item)$/.test(path) ? ["checked"] : [];
    const reason = path === "skip" ? ["-r", "Long enough reason"] : [];
    await clone.run([...path.split(" "), ...args, ...reason]);
    assert.equal(hasCanary(clone), false, `${path} ran a command of the repository`);
  }
  assert.deepEqual(Array.from(Deno.readDirSync(`${clone.base}/home`)), []);
  assert.deepEqual(Array.from(Deno.readDirSync(`${clone.base}/state`)), []);
  assert.deepEqual(Array.from(Deno.readDirSync(`${clone.base}/config`)), []);
});

Deno.test("git is neither found in the repository nor obeys what its configuration runs", async () => {
  using clone = await hostileClone();
  clone.write("git", '#!/bin/sh\ntouch "$HOME/canary"\n');
  Deno.chmodSync(clone.at("git"), 0o755);
  clone.git("commit", "--quiet", "--allow-empty", "--message", "First");
  for (const key of ["core.fsmonitor", "core.sshCommand", "core.pager", "diff.external"]) {
    clone.git("config", key, `sh ${clone.at("canary.sh")}`);
  }
  const env = { PATH: `${clone.path}:.::${clone.env["PATH"]}` };
  for (const args of [["status"], ["doctor"], ["start", "Mine", "--parallel"], ["paths"]]) {
    await clone.run(args, { env });
    assert.equal(hasCanary(clone), false, `${args.join(" ")} ran something of the repository`);
  }
  // That git was asked at all is seen in what it answered.
  Deno.removeSync(clone.at(".orchestrator"), { recursive: true });
  await clone.done(["start", "Mine"], { env });
  const identity = parseJson(clone.read(".orchestrator/meta.json"));
  assert.equal(at(identity, "root_commit"), clone.git("rev-parse", "HEAD").trim());
  assert.equal(hasCanary(clone), false);
});

Deno.test("complete names trust grant, and runs the command after it", async () => {
  using clone = await hostileClone();
  const refused = await clone.run(["complete", "checked"]);
  assert.equal(refused.code, 77);
  assert.match(refused.stderr, /^ {2}fix: orchestrator trust grant$/m);
  assert.match(refused.stderr, /sh canary\.sh/);
  assert.equal(hasCanary(clone), false);
  const events = listAt(await clone.json(["log"]), "events").length;
  assert.equal(events, 2, "a refusal that ran nothing is no event");
  const status = await clone.done(["status"]);
  assert.match(status.stdout, /^Session: \S+ \(from elsewhere\)$/m);

  const shown = await clone.done(["trust", "show"]);
  assert.match(shown.stdout, /sh canary\.sh/);
  await clone.done(["trust", "grant"]);
  await clone.done(["complete", "checked"]);
  assert.equal(hasCanary(clone), true);
  assert.doesNotMatch((await clone.done(["status"])).stdout, /from elsewhere/);
});

Deno.test("an item without a command needs no grant", async () => {
  using clone = await hostileClone();
  await clone.done(["complete", "plain"]);
  assert.equal(hasCanary(clone), false);
});

Deno.test("ORCHESTRATOR_TRUST lets exactly the named list run", async () => {
  using clone = await hostileClone();
  const hash = textAt(await clone.json(["trust", "show"]), "hash");
  const wrong = await clone.run(["complete", "checked", "--json"], {
    env: { ORCHESTRATOR_TRUST: "0".repeat(64) },
  });
  assert.equal(wrong.code, 77, wrong.stdout);
  assert.equal(textAt(jsonOf(wrong), "error", "code"), "trust.pin_differs");
  assert.equal(hasCanary(clone), false);
  await clone.done(["complete", "checked"], { env: { ORCHESTRATOR_TRUST: hash } });
  assert.equal(hasCanary(clone), true);
});

Deno.test("the hash of a list does not depend on where the checkout is", async () => {
  using first = await hostileClone();
  using second = await hostileClone();
  const hashes = await Promise.all(
    [first, second].map(async (clone) => textAt(await clone.json(["trust", "show"]), "hash")),
  );
  assert.equal(hashes[0], hashes[1]);
});

Deno.test("a grant covers neither another list nor another checkout", async () => {
  using repository = makeRepository({ workflow: commandWorkflow("sh canary.sh") });
  repository.write("canary.sh", 'touch "$HOME/canary"\n');
  await repository.done(["start", "Granted"]);

  const copy = beside(repository, `${repository.base}/copy`);
  copyTree(repository.path, copy.path);
  const elsewhere = await copy.run(["complete", "checked"]);
  assert.equal(elsewhere.code, 77, elsewhere.stderr);

  repository.write("workflow.yaml", commandWorkflow("sh canary.sh now"));
  const ask = { env: { ORCHESTRATOR_TRUST_START: "ask" } };
  const started = await repository.done(["start", "Changed", "--parallel", "--json"], ask);
  const session = textAt(jsonOf(started), "session");
  const changed = await repository.run(["complete", "checked", "--session", session]);
  assert.equal(changed.code, 77, changed.stderr);
  assert.match(changed.stderr, new RegExp(`fix: orchestrator trust grant --session ${session}`));
  assert.equal(hasCanary(repository), false);
  await repository.done(["complete", "checked"]);
  assert.equal(hasCanary(repository), true);
});

Deno.test("a grant that cannot be stored is printed as a variable that works", async () => {
  using clone = await hostileClone();
  const env = { XDG_STATE_HOME: "/proc/nowhere" };
  const granted = await clone.done(["trust", "grant"], { env });
  const line = /^export ORCHESTRATOR_TRUST=([0-9a-f]{64})$/m.exec(granted.stdout);
  assert.ok(line, granted.stdout);
  await clone.done(["complete", "checked"], { env: { ...env, ORCHESTRATOR_TRUST: line[1] ?? "" } });
  assert.equal(hasCanary(clone), true);
});

Deno.test("a state directory inside of the repository takes no grant", async () => {
  using clone = await hostileClone();
  const env = { XDG_STATE_HOME: clone.at("state") };
  const granted = await clone.done(["trust", "grant"], { env });
  assert.match(granted.stdout, /inside the repository/);
  assert.match(granted.stdout, /^export ORCHESTRATOR_TRUST=[0-9a-f]{64}$/m);
  assert.equal(clone.exists("state"), false);
  assert.equal((await clone.run(["complete", "checked"], { env })).code, 77);
  assert.equal(hasCanary(clone), false);
});

Deno.test("start does not grant by itself where git tracks .orchestrator", async () => {
  using clone = await hostileClone();
  clone.git("add", "--force", ".orchestrator/meta.json", "workflow.yaml");
  clone.git("commit", "--quiet", "--message", "Theirs");
  const started = await clone.done(["start", "Mine", "--parallel", "--json"]);
  assert.match(started.stderr, /orchestrator trust grant/);
  const session = textAt(jsonOf(started), "session");
  const refused = await clone.run(["complete", "checked", "--session", session]);
  assert.equal(refused.code, 77, refused.stderr);
  assert.equal(hasCanary(clone), false);
});

Deno.test("commands do not see the passphrases and pins of this program", async () => {
  using repository = makeRepository({ workflow: commandWorkflow("sh environment.sh") });
  repository.write("environment.sh", "env > environment.txt\n");
  await repository.done(["start", "Environment"]);
  await repository.done(["complete", "checked"], {
    env: {
      ORCHESTRATOR_PASSPHRASE: "secret-1",
      ORCHESTRATOR_VAULT_PASSPHRASE: "secret-2",
      SECRETS_PASSWORD: "secret-3",
      SOPS_AGE_KEY: "secret-4",
      ORCHESTRATOR_SECRET_TOKEN: "secret-5",
      KEPT: "visible",
    },
  });
  const seen = repository.read("environment.txt");
  assert.doesNotMatch(seen, /secret-\d/);
  assert.match(seen, /^KEPT=visible$/m);
});

Deno.test("an unreviewed session of a clone cannot be told apart by its own claims", async () => {
  using clone = await hostileClone();
  const { path } = clone;
  const session = textAt(await clone.json(["status"]), "session");
  const meta = `.orchestrator/sessions/${session}/meta.json`;
  clone.write(meta, clone.read(meta).replace("{", '{"granted":true,"trusted":true,'));
  clone.write(".orchestrator/config.yaml", "trust:\n  start: grant\n  granted: true\n");
  const refused = await clone.run(["complete", "checked", "--json"], { cwd: path });
  assert.equal(refused.code, 77, refused.stdout);
  assert.equal(at(jsonOf(refused), "error", "code"), "trust.not_granted");
  assert.equal(hasCanary(clone), false);
});

function hasCanary({ base }: RepositoryFixture): boolean {
  return Array.from(Deno.readDirSync(`${base}/home`)).some(({ name }) => name === "canary");
}

function copyTree(from: string, to: string): void {
  const { code } = new Deno.Command("cp", { args: ["-R", from, to] }).outputSync();
  assert.equal(code, 0);
}
