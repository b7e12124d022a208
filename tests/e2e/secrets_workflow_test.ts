import assert from "node:assert/strict";
import { readLastingTree, readTree } from "../support/file_tree.ts";
import { at, jsonOf, listAt, textAt } from "../support/json.ts";
import {
  beside,
  currentSession,
  initRepository,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { sessionPath } from "../support/session_files.ts";

const VALUE = 'hush "now" & é/+? %41';
const EXTRA = "a value of a team";

const WORKFLOW = `name: Secrets
version: "1.0"
secrets: [team/EXTRA]
phases:
  - id: PLAN
    name: Plan
    items:
      - id: deploy
        name: Deploy
        secrets: [API_KEY]
        verification: { type: command, command: "sh deploy.sh" }
      - id: other
        name: Other
        verification: { type: command, command: "sh other.sh" }
      - id: plain
        name: Plain
      - id: spare
        name: Spare
        required: false
`;

/** Prints what it got in several encodings, and keeps the arguments of all processes. */
const DEPLOY = `test -n "$API_KEY" || exit 1
printf '%s\\n' "$API_KEY"
printf 'user:%s' "$API_KEY" | base64
printf '%s' "$API_KEY" | sed 's/"/\\\\"/g' >&2
cat /proc/[0-9]*/cmdline > arguments.txt 2>/dev/null
exit 0
`;

async function setSecrets({ done }: RepositoryFixture): Promise<void> {
  await done(["secrets", "set", "API_KEY"], { stdin: VALUE });
  await done(["secrets", "set", "team/EXTRA"], { stdin: EXTRA });
}

function prepare(repository: RepositoryFixture): void {
  repository.write("deploy.sh", DEPLOY);
  repository.write("other.sh", 'test -z "$API_KEY$EXTRA"\n');
}

Deno.test("start names the secrets that are missing, and refuses without them if it is told to", async () => {
  using repository = makeRepository({ workflow: WORKFLOW });
  prepare(repository);
  const refused = await repository.run(["start", "Do it", "--require-secrets", "--json"]);
  assert.equal(refused.code, 1);
  assert.equal(textAt(jsonOf(refused), "error", "code"), "start.secrets_missing");
  assert.deepEqual(listAt(jsonOf(refused), "error", "fix"), [
    "orchestrator secrets set team/EXTRA",
    "orchestrator secrets set API_KEY",
  ]);
  assert.equal(repository.exists(".orchestrator/current"), false);
  const warned = await repository.done(["start", "Do it"]);
  assert.match(
    warned.stderr,
    /the secret API_KEY is missing \(for deploy\): orchestrator secrets/,
  );
  const failed = await repository.run(["complete", "deploy", "--json"]);
  assert.equal(textAt(jsonOf(failed), "error", "code"), "secret.not_found");
  const doctor = await repository.json(["doctor", "--only", "declared-secrets"]);
  const names = listAt(doctor, "findings").map((finding) => textAt(finding, "evidence", "name"));
  assert.deepEqual(names, ["team/EXTRA", "API_KEY"]);
  const vaults = await repository.run(["secrets", "doctor"]);
  assert.equal(vaults.code, 1);
  assert.match(
    vaults.stdout,
    /the secret API_KEY is missing \(for deploy\)\n {2}fix: .+ set API_KEY$/m,
  );
  const env = { ORCHESTRATOR_SECRET_API_KEY: VALUE };
  await repository.done(["secrets", "exec", "--", "sh", "-c", 'test -n "$API_KEY"'], { env });
  await setSecrets(repository);
  assert.match(
    (await repository.done(["secrets", "doctor"])).stdout,
    /declares has a source: 2$/m,
  );
  await repository.done(["complete", "deploy"]);
  await repository.done(["start", "Another", "--parallel", "--require-secrets"]);
});

Deno.test("only the command that declares a secret gets it, and its value is written nowhere", async () => {
  using repository = makeRepository({ workflow: WORKFLOW });
  prepare(repository);
  await setSecrets(repository);
  await repository.done(["start", `About ${VALUE}`, "--require-secrets", "-c", `Not ${EXTRA}`]);
  const [shown = null] = listAt(await repository.json(["status"]), "items");
  assert.deepEqual(at(shown, "check", "secrets"), ["API_KEY"]);
  await repository.done(["complete", "deploy"]);
  assert.notEqual(repository.read("arguments.txt"), "");
  await repository.done(["complete", "other"]);
  await repository.done(["complete", "plain", "-n", `It was ${JSON.stringify(VALUE)}, ${EXTRA}`]);
  await repository.done(["checkpoint", "-m", encodeURIComponent(VALUE)]);
  await repository.done(["snapshot", "export", "a.tar.zst", "--no-encrypt"]);
  await repository.done(["finish"]);
  const id = await currentSession(repository);
  const log = repository.read(sessionPath(id, "log.jsonl"));
  assert.equal(log.split("[REDACTED:known-value]").length > 4, true, log);
});

Deno.test("a command inherits no secret that its item does not declare, also from the environment", async () => {
  using repository = makeRepository({ workflow: WORKFLOW });
  prepare(repository);
  repository.write(
    "other.sh",
    'test -z "$API_KEY$EXTRA$KEPT_HERE" && test "$PLAIN" = "inherited"\n',
  );
  await repository.done(["start", "Do it"]);
  await repository.done(["secrets", "set", "team/KEPT_HERE"], { stdin: EXTRA });
  await repository.done(["secrets", "set", "PLAIN", "--user"], { stdin: EXTRA });
  const env = { API_KEY: VALUE, EXTRA, KEPT_HERE: EXTRA, PLAIN: "inherited" };
  const other = await repository.done(["complete", "other"], { env });
  assert.match(
    other.stderr,
    /note: the command does not get EXTRA, API_KEY, KEPT_HERE: .+declare/,
  );
  const deploy = await repository.done(["complete", "deploy"], { env });
  assert.match(deploy.stderr, /does not get EXTRA, KEPT_HERE:/);
  const quiet = await repository.run(["complete", "plain"], { env });
  assert.doesNotMatch(quiet.stderr, /does not get/);
});

Deno.test("a value that was written before it became a secret is found by an export, and redacted", async () => {
  using repository = makeRepository({ workflow: WORKFLOW });
  repository.canaries.allow(/\/trash\//);
  prepare(repository);
  await repository.done(["start", "Do it"]);
  await repository.done(["complete", "plain", "-n", `It is ${VALUE}`]);
  // It is no secret yet, so the command that is told it may show it.
  const env = { WHY: `Not for ${VALUE}, ${EXTRA}` };
  await repository.line('orchestrator skip spare -r "$WHY" > /dev/null', { env });
  await setSecrets(repository);
  await repository.done(["generate-md"]);
  await repository.done(["learn"]);
  for (const file of ["WORKFLOW.md", "LEARNINGS.md"]) {
    assert.match(repository.read(file), /Not for \\\[REDACTED:known-value\\\], /, file);
  }
  const { stdout } = await repository.done(["handoff"]);
  assert.match(stdout, /It is \[REDACTED:known-value\]/);
  assert.match((await repository.done(["handoff", "--json"])).stdout, /\[REDACTED:known-value\]/);
  const refused = await repository.run(["snapshot", "export", "a.tar.zst", "--no-encrypt"]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /log\.jsonl:\d+: known-value/);
  await repository.done(["session", "redact"]);
  await repository.done(["snapshot", "export", "a.tar.zst", "--no-encrypt"]);
  await repository.done(["complete", "deploy"]);
});

Deno.test("a value that a secret had before is as secret as the one that it has", async () => {
  using repository = makeRepository({ workflow: WORKFLOW });
  repository.canaries.allow(/\/trash\//);
  await repository.done(["start", "Do it"]);
  await repository.done(["complete", "plain", "-n", `It is ${VALUE}`]);
  for (const stdin of [VALUE, EXTRA, "the third value"]) {
    await repository.done(["secrets", "set", "API_KEY"], { stdin });
  }
  await repository.done(["secrets", "rotate"]);
  const refused = await repository.run(["snapshot", "export", "a.tar.zst", "--no-encrypt"]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /log\.jsonl:\d+: known-value/);
  await repository.done(["session", "redact"]);
  await repository.done(["checkpoint", "-m", `Now ${EXTRA} and ${encodeURIComponent(VALUE)}`]);
  await repository.done(["secrets", "remove", "API_KEY"]);
  await repository.done(["checkpoint", "-m", "Then the third value"]);
  await repository.done(["snapshot", "export", "a.tar.zst", "--no-encrypt"]);
  const log = repository.read(sessionPath(await currentSession(repository), "log.jsonl"));
  assert.equal(log.includes("the third value"), false);
});

Deno.test("with a vault that needs a passphrase it is said once that its values are not looked for", async () => {
  using repository = makeRepository({ workflow: WORKFLOW });
  prepare(repository);
  await repository.done(["start", "Do it"]);
  const env = { ORCHESTRATOR_VAULT_PASSPHRASE: "correct horse" };
  await repository.done(["secrets", "set", "API_KEY"], { stdin: VALUE, env });
  const before = readTree(repository.at(".orchestrator"));
  for (const file of ["a.tar.zst", "b.tar.zst"]) {
    const read = await repository.done(["snapshot", "export", file, "--no-encrypt"]);
    assert.match(read.stderr, /known secrets are not looked for.*takes time$/m);
  }
  assert.doesNotMatch((await repository.done(["handoff"])).stderr, /known secrets/);
  assert.deepEqual(readTree(repository.at(".orchestrator")), before);
  const first = await repository.done(["complete", "plain", "-n", "Done"]);
  assert.match(first.stderr, /known secrets are not looked for.*This is said once/);
  const second = await repository.done(["checkpoint", "-m", "Now"]);
  assert.doesNotMatch(second.stderr, /known secrets/);
  await repository.done(["complete", "deploy"], { env });
});

Deno.test("an encrypted snapshot carries the values to another repository, where they are sealed anew", async () => {
  using repository = makeRepository({ workflow: WORKFLOW });
  prepare(repository);
  await setSecrets(repository);
  await repository.done(["start", "Do it"]);
  Deno.writeTextFileSync(`${repository.base}/pass`, "correct horse\n");
  const file = `${repository.base}/a.orcsnap`;
  const key = ["--passphrase-file", `${repository.base}/pass`];
  const plain = await repository.run(["snapshot", "export", "--with-secrets", "--no-encrypt"]);
  assert.equal(plain.code, 2);
  const exported = await repository.json(["snapshot", "export", file, "--with-secrets", ...key]);
  assert.deepEqual(at(exported, "secrets"), ["API_KEY", "team/EXTRA"]);

  const path = `${repository.base}/other`;
  Deno.mkdirSync(path);
  const other = beside(repository, path);
  initRepository(repository, path);
  const left = await other.done(["snapshot", "import", file, "--adopt", ...key]);
  assert.match(left.stderr, /its secrets are left out; --with-secrets takes them over/);
  assert.equal(other.exists(".orchestrator/secrets/vault/vault.json"), false);
  const taken = await other.json([
    "snapshot",
    "import",
    file,
    "--with-secrets",
    "--adopt",
    ...key,
  ]);
  assert.deepEqual(at(taken, "secrets", "added"), ["API_KEY", "team/EXTRA"]);
  assert.deepEqual(listAt(taken, "secrets", "vault_made_for"), ["key file", "passphrase"]);
  assert.equal((await other.done(["secrets", "get", "API_KEY"])).stdout, VALUE);
  // Where no key file is, as on the next machine, the passphrase opens it.
  const env = {
    ORCHESTRATOR_VAULT_PASSPHRASE: "correct horse",
    XDG_CONFIG_HOME: `${repository.base}/nowhere`,
  };
  const { stdout } = await other.done(["secrets", "get", "API_KEY", "--reveal"], { env });
  assert.equal(stdout.trimEnd(), VALUE);
  const again = await other.json(
    ["snapshot", "import", file, "--with-secrets", "--adopt", ...key],
    { env },
  );
  assert.deepEqual(at(again, "secrets", "unchanged"), ["API_KEY", "team/EXTRA"]);

  const third = beside(repository, `${repository.base}/third`);
  Deno.mkdirSync(third.path);
  initRepository(repository, third.path);
  const homeless = { env: { HOME: "", XDG_CONFIG_HOME: "" } };
  const said = await third.done(
    ["snapshot", "import", file, "--with-secrets", "--adopt", ...key],
    homeless,
  );
  assert.match(said.stdout, /^ {2}The vault is new; it opens with: passphrase$/m);
});

Deno.test("a vault that does not open keeps all of a snapshot with secrets out, until it opens", async () => {
  using repository = makeRepository({ workflow: WORKFLOW });
  prepare(repository);
  await setSecrets(repository);
  await repository.done(["start", "Do it"]);
  const path = (name: string) => `${repository.base}/${name}`;
  Deno.writeTextFileSync(path("pass"), "correct horse\n");
  Deno.writeTextFileSync(path("vault-pass"), "battery staple\n");
  const key = ["--passphrase-file", path("pass")];
  await repository.done(["snapshot", "export", path("a.orcsnap"), "--with-secrets", ...key]);

  const other = beside(repository, path("other"));
  Deno.mkdirSync(other.path);
  initRepository(repository, other.path);
  await other.done(["init"]);
  await other.done(["secrets", "init", "--passphrase-file", path("vault-pass")]);
  const args = ["snapshot", "import", path("a.orcsnap"), "--with-secrets", "--adopt", ...key];
  const elsewhere = { XDG_CONFIG_HOME: path("nowhere") };
  const before = readLastingTree(other.path);
  for (const more of [[], ["--dry-run"]]) {
    const refused = await other.run([...args, ...more], { env: elsewhere });
    assert.equal(refused.code, 65, refused.stderr);
    assert.match(refused.stderr, /^error: Cannot open the vault of this repository: /);
    assert.match(refused.stderr, /^ {2}Nothing was imported; without --with-secrets /m);
    assert.match(refused.stderr, /^ {2}fix: orchestrator secrets doctor /m);
  }
  assert.deepEqual(readLastingTree(other.path), before);
  assert.deepEqual(listAt(await other.json(["session", "list"]), "sessions"), []);
  assert.equal(Deno.readDirSync(path("")).some(({ name }) => name === "nowhere"), false);

  // The passphrase of the vault is another one than that of the snapshot.
  const env = { ...elsewhere, ORCHESTRATOR_VAULT_PASSPHRASE: "battery staple" };
  const taken = await other.json(args, { env });
  assert.deepEqual(at(taken, "secrets", "added"), ["API_KEY", "team/EXTRA"]);
});
