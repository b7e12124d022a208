import assert from "node:assert/strict";
import { at, jsonOf, listAt, textAt } from "../support/json.ts";
import { LEAKED_TOKEN, leakToken } from "../support/leak_token.ts";
import {
  currentSession,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { addHistory, predecessorLine, sessionPath } from "../support/session_files.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

Deno.test("an export with a secret in it is refused by file and line, until the session is redacted", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  await leakToken(repository);
  const id = await currentSession(repository);
  const args = ["snapshot", "export", "a.tar.zst", "--no-encrypt"];
  const refused = await repository.run(args);
  assert.equal(refused.code, 1, refused.stderr);
  const place = `${sessionPath(id, "history.jsonl")}:2: github-token`;
  assert.ok(refused.stderr.includes(place), refused.stderr);
  assert.equal(refused.stderr.includes(LEAKED_TOKEN), false);
  assert.equal(repository.exists("a.tar.zst"), false);
  const onStdout = await repository.run(["snapshot", "export", "-", "--no-encrypt"]);
  assert.deepEqual([onStdout.code, onStdout.stdout], [1, ""]);

  const error = jsonOf(await repository.run([...args, "--json"]));
  assert.equal(textAt(error, "error", "code"), "snapshot.secrets");
  const [redact = ""] = listAt(error, "error", "fix");
  assert.equal((await repository.line(String(redact))).code, 0, String(redact));
  assert.equal(at(await repository.json(args), "scanned"), true);
  const session = repository.at(`.orchestrator/sessions/${id}`);
  for (const { name, isFile } of Deno.readDirSync(session)) {
    if (!isFile) continue;
    assert.equal(Deno.readTextFileSync(`${session}/${name}`).includes(LEAKED_TOKEN), false, name);
  }
  await repository.done(["complete", "plain"]);
});

Deno.test("an export says where something may be secret, without the value, and is written all the same", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  const value = "q8Rt2vX9zK4mW7pL";
  await repository.done(["complete", "plain", "-n", `The password: ${value}`]);
  const log = sessionPath(await currentSession(repository), "log.jsonl");
  const lines = repository.read(log).split("\n");
  const line = lines.findIndex((text) => text.includes(value)) + 1;
  const args = ["snapshot", "export", "a.tar.zst", "--no-encrypt"];
  const { stdout, stderr } = await repository.done(args);
  assert.match(stderr, /^warning: .* may be secret: [^ ]+log\.jsonl:\d+/m);
  assert.ok(stderr.includes(`${log}:${line}`), stderr);
  assert.equal((stdout + stderr).includes(value), false);
  assert.equal(repository.exists("a.tar.zst"), true);
  const document = await repository.json(["snapshot", "export", "b.tar.zst", "--no-encrypt"]);
  const [first = null] = listAt(document, "likely_secrets", "places");
  assert.deepEqual(first, { path: log, line });
  assert.equal(JSON.stringify(document).includes(value), false);
});

Deno.test("--allow-known-secrets exports all the same", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  await leakToken(repository);
  const args = ["snapshot", "export", "a.tar.zst", "--no-encrypt", "--allow-known-secrets"];
  assert.equal(at(await repository.json(args), "scanned"), false);
  assert.equal(repository.exists("a.tar.zst"), true);
});

Deno.test("what a redaction prints restores the session as it was, and removes it for good", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  await leakToken(repository);
  const id = await currentSession(repository);
  const history = sessionPath(id, "history.jsonl");
  const before = repository.read(history);
  const first = await repository.json(["session", "redact", "-q"]);
  assert.equal(repository.read(history).includes("[REDACTED:github-token]"), true);
  for (const command of listAt(first, "restore")) {
    assert.equal((await repository.line(String(command))).code, 0, String(command));
  }
  assert.equal(repository.read(history), before);
  assert.equal(await currentSession(repository), id);
  const second = await repository.json(["session", "redact", id.slice(0, 9)]);
  assert.equal((await repository.line(textAt(second, "remove"))).code, 0);
  assert.equal(repository.exists(`.orchestrator/trash/${textAt(second, "trash")}`), false);
  const again = await repository.run(["session", "redact", "--json"]);
  assert.equal(again.code, 1);
  assert.equal(textAt(jsonOf(again), "error", "code"), "redact.nothing");
});

Deno.test("a large export looks for secrets while it is written, and is none if there is one", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  const id = await currentSession(repository);
  const filler = predecessorLine({ message: "Nothing to see here. ".repeat(400) });
  const many = Array.from({ length: 2_500 }, () => filler);
  const last = predecessorLine({ message: `Used ${LEAKED_TOKEN} for my-own-horse` });
  addHistory(repository, id, [...many, last]);
  const args = ["snapshot", "export", "a.tar.zst", "--no-encrypt"];
  const refused = await repository.run(args);
  assert.equal(refused.code, 1, refused.stderr);
  const place = `${sessionPath(id, "history.jsonl")}:2501: github-token`;
  assert.ok(refused.stderr.includes(place), refused.stderr);
  assert.deepEqual(namesIn(repository), []);
  const onStdout = await repository.run(["snapshot", "export", "-", "--no-encrypt"]);
  assert.deepEqual([onStdout.code, onStdout.stdout], [1, ""]);
  // What only the environment knows to be a secret.
  const env = { ORCHESTRATOR_SECRET_A: "my-own-horse" };
  const known = await repository.run(args, { env });
  assert.equal(known.code, 1);
  assert.ok(known.stderr.includes(":2501: known-value"), known.stderr);
  assert.equal((await repository.run([...args, "--allow-known-secrets"])).code, 0);
  assert.deepEqual(namesIn(repository), ["a.tar.zst"]);
  // It has the secret in it, as it was told to.
  Deno.removeSync(repository.at("a.tar.zst"));
});

/** What an export has left, finished or not. */
function namesIn(repository: RepositoryFixture): readonly string[] {
  return [...Deno.readDirSync(repository.path)].map(({ name }) => name)
    .filter((name) => name.includes("a.tar.zst"));
}

Deno.test("what may be a secret is pointed at and kept, and what then is one can be taken out", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  const value = "Zx81kQ4mPw7LrT2vBn9c";
  repository.canaries.allow(/\/trash\//);
  // It is no secret yet, so the command that is told it may show it.
  const env = { WHY: `The token is ${value}` };
  const runs = [
    await repository.done(["complete", "plain", "-n", `It runs with password=${value}`, "--json"]),
    await repository.line('orchestrator skip optional -r "$WHY" > /dev/null', { env }),
    await repository.done(["checkpoint", "-m", "Done", "--decision", `api_key: ${value}`]),
  ];
  const names = ["password", "token", "api_key"];
  for (const [index, { stderr }] of runs.entries()) {
    assert.match(
      stderr,
      /^warning: a value behind "\w+" may be secret .+: orchestrator secrets set NAME, then/m,
    );
    assert.ok(stderr.includes(`behind "${names[index]}"`), stderr);
    assert.equal(stderr.includes(value), false);
  }
  jsonOf(runs[0] ?? assert.fail());
  const quiet = await repository.done(["checkpoint", "-m", `token: ${"ab12".repeat(10)}`]);
  assert.doesNotMatch(quiet.stderr, /may be secret/);
  const log = sessionPath(await currentSession(repository), "log.jsonl");
  assert.ok(repository.read(log).includes(`password=${value}`));
  await repository.done(["secrets", "set", "API_KEY"], { stdin: value });
  await repository.done(["session", "redact"]);
  assert.equal(repository.read(log).includes(value), false);
});
