import assert from "node:assert/strict";
import { listAt, textAt } from "../support/json.ts";
import { beside, makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { isInstalled } from "../support/shells.ts";
import { orchestratorWords, runWords } from "../support/run_orchestrator.ts";
import { commandWorkflow } from "../support/workflows.ts";

const VALUE = "s3cret-canary-value";

async function withHouse(): Promise<RepositoryFixture> {
  const repository = makeRepository();
  await repository.done(["init"]);
  return repository;
}

function set(
  { done }: RepositoryFixture,
  name: string,
  value: string | Uint8Array<ArrayBuffer>,
  ...flags: readonly string[]
): Promise<unknown> {
  return done(["secrets", "set", name, ...flags], { stdin: value });
}

Deno.test("a value comes back byte for byte, and lies nowhere in clear", async () => {
  using repository = await withHouse();
  const lines = "-----BEGIN KEY-----\r\nabc\n-----END KEY-----\n";
  await set(repository, "ONE", `${VALUE}\n`);
  await set(repository, "LINES", lines);
  repository.write("binary", Uint8Array.from({ length: 256 }, (_, index) => index));
  repository.write("large", "x".repeat(1_048_576));
  await repository.done(["secrets", "set", "BINARY", "--from-file", "binary"]);
  await repository.done(["secrets", "set", "LARGE", "--from-file", "large"]);
  assert.equal((await repository.done(["secrets", "get", "ONE"])).stdout, VALUE);
  assert.equal((await repository.done(["secrets", "get", "LINES"])).stdout, lines);
  assert.equal((await repository.done(["secrets", "get", "LARGE"])).stdout.length, 1_048_576);
  const binary = await repository.json(["secrets", "get", "BINARY", "--reveal"]);
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  assert.equal(textAt(binary, "value_base64"), bytes.toBase64());
  assert.equal(hasText(repository.base, VALUE), false);
  const key = `${repository.base}/config/orchestrator/vault.key`;
  assert.equal((Deno.statSync(key).mode ?? 0) & 0o777, 0o600);
});

Deno.test("the value is on no screen that did not ask for it", async () => {
  using repository = await withHouse();
  await set(repository, "TOKEN", VALUE);
  for (
    const args of [
      ["list"],
      ["source", "TOKEN"],
      ["sources"],
      ["test", "TOKEN"],
      ["doctor"],
      ["get", "TOKEN", "--json"],
      ["rotate"],
      ["copy", "--from", "."],
      ["export", "out.enc", "--format", "secrets-enc"],
      ["remove", "TOKEN"],
    ]
  ) {
    const env = { SECRETS_PASSWORD: "passw0rd123" };
    const { stdout, stderr } = await repository.done(["secrets", ...args], { env });
    assert.equal((stdout + stderr).includes(VALUE), false, args.join(" "));
  }
});

Deno.test("exec gives the secrets of the repository to one program, whose exit code is its own", async () => {
  using repository = await withHouse();
  await set(repository, "team/TOKEN", VALUE);
  await set(repository, "MINE", "of the user", "--user");
  const env = {
    ORCHESTRATOR_PASSPHRASE: "p1",
    ORCHESTRATOR_VAULT_PASSPHRASE: "p2",
    ORCHESTRATOR_SECRET_OTHER: "p3",
    SECRETS_PASSWORD: "p4",
    SOPS_AGE_KEY: "p5",
    KEPT: "kept",
  };
  const script = 'env | sort; echo "$TOKEN" >&2; exit 7';
  const run = await repository.run(["secrets", "exec", "--", "sh", "-c", script], { env });
  assert.equal(run.code, 7);
  assert.equal(run.stderr, `${VALUE}\n`);
  assert.match(run.stdout, /^KEPT=kept$/m);
  assert.doesNotMatch(run.stdout, /PASSPHRASE|SECRETS_PASSWORD|SOPS_|ORCHESTRATOR_SECRET|^MINE=/m);
  const only = await repository.done(
    ["secrets", "exec", "--only", "MINE", "--", "sh", "-c", 'echo "$MINE/$TOKEN"'],
  );
  assert.equal(only.stdout, "of the user/\n");
});

Deno.test("exec ends with 127 for no program, 126 for none that runs, 128 and more for a signal", async () => {
  using repository = await withHouse();
  repository.write("data.txt", "no program");
  const code = async (...args: readonly string[]): Promise<number> =>
    (await repository.run(["secrets", "exec", "--", ...args])).code;
  assert.equal(await code("no-such-program"), 127);
  assert.equal(await code("./data.txt"), 126);
  assert.equal(await code("sh", "-c", "kill -TERM $$"), 143);
});

Deno.test("two secrets that would be one variable are refused, and --only chooses", async () => {
  using repository = await withHouse();
  await set(repository, "x/TOKEN", "one");
  await set(repository, "y/TOKEN", "two");
  const both = await repository.run(["secrets", "exec", "--", "true"]);
  assert.equal(both.code, 1);
  assert.match(both.stderr, /x\/TOKEN and y\/TOKEN would both be TOKEN[^]*--only/);
  const one = ["secrets", "exec", "--only", "y/TOKEN", "--", "sh", "-c", 'echo "$TOKEN"'];
  assert.equal((await repository.done(one)).stdout, "two\n");
});

Deno.test("processes that set at once lose nothing, also where the vault is not there yet", async () => {
  using repository = await withHouse();
  const names = Array.from({ length: 6 }, (_, index) => `SECRET_${index}`);
  await Promise.all(names.map((name) => set(repository, name, `value of ${name}`)));
  for (const name of names) {
    assert.equal((await repository.done(["secrets", "get", name])).stdout, `value of ${name}`);
  }
  await repository.done(["secrets", "doctor"]);
});

Deno.test("a vault of a passphrase opens with it, from every place that one may come from", async () => {
  using repository = await withHouse();
  repository.write("../pass", "correct horse\n");
  const given = ["--passphrase-file", "../pass"];
  await repository.done(["secrets", "init", ...given]);
  assert.deepEqual(Array.from(Deno.readDirSync(`${repository.base}/config`)), []);
  await set(repository, "TOKEN", VALUE, ...given);
  const get = ["secrets", "get", "TOKEN"];
  assert.equal((await repository.run(get)).code, 65);
  for (const name of ["ORCHESTRATOR_VAULT_PASSPHRASE", "ORCHESTRATOR_PASSPHRASE"]) {
    const { stdout } = await repository.done(get, { env: { [name]: "correct horse" } });
    assert.equal(stdout, VALUE);
  }
  const wrong = { ORCHESTRATOR_VAULT_PASSPHRASE: "battery staple" };
  const { code, stderr } = await repository.run(get, { env: wrong });
  assert.equal(code, 65);
  assert.match(stderr, /does not open with the passphrase/);
});

Deno.test("somebody with a secret key opens the vault once they are named, until they are removed", async () => {
  using repository = await withHouse();
  const { stdout } = await repository.done(["snapshot", "keygen", "../theirs.txt"]);
  const [recipient = ""] = stdout.split("\n");
  await set(repository, "TOKEN", VALUE);
  await repository.done(["secrets", "init", "--to", recipient]);
  const theirs = { XDG_CONFIG_HOME: `${repository.base}/data` };
  const get = ["secrets", "get", "TOKEN", "--identity", "../theirs.txt"];
  assert.equal((await repository.done(get, { env: theirs })).stdout, VALUE);
  await repository.done(["secrets", "rotate"]);
  assert.equal((await repository.done(get, { env: theirs })).stdout, VALUE);
  await repository.done(["secrets", "rotate", "--remove", recipient]);
  assert.equal((await repository.run(get, { env: theirs })).code, 65);
  assert.equal((await repository.done(["secrets", "get", "TOKEN"])).stdout, VALUE);
});

Deno.test("rotate refuses to shut somebody out unasked", async () => {
  using repository = await withHouse();
  repository.write("../pass", "correct horse\n");
  await repository.done(["secrets", "init"]);
  await repository.done(["secrets", "init", "--passphrase-file", "../pass"]);
  const refused = await repository.run(["secrets", "rotate"]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /passphrase[^]*--drop-others/);
  const again = ["secrets", "init", "--key-file", "--passphrase-file", "../pass"];
  assert.equal(textAt(await repository.json(again), "result"), "unchanged");
  repository.write("../other", "battery staple\n");
  const second = await repository.run(["secrets", "init", "--passphrase-file", "../other"]);
  assert.equal(second.code, 2);
  const kept = await repository.json(["secrets", "rotate", "--passphrase-file", "../pass"]);
  assert.deepEqual(listAt(kept, "recipients"), ["key file", "passphrase"]);
  const dropped = await repository.json(["secrets", "rotate", "--drop-others"]);
  assert.deepEqual(listAt(dropped, "recipients"), ["key file"]);
});

Deno.test("branches that set different secrets merge, and one that both set is a conflict", async () => {
  using repository = await withHouse();
  repository.write(".orchestrator/.gitignore", "*\n!secrets/\n!secrets/**\n!.gitignore\n");
  await set(repository, "BASE", "base");
  repository.git("add", "--all");
  repository.git("commit", "--quiet", "--message", "Base");
  repository.git("checkout", "--quiet", "-b", "other");
  await set(repository, "THEIRS", "theirs");
  await set(repository, "BOTH", "theirs");
  repository.git("add", "--all");
  repository.git("commit", "--quiet", "--message", "Theirs");
  repository.git("checkout", "--quiet", "main");
  await set(repository, "OURS", "ours");
  repository.git("add", "--all");
  repository.git("commit", "--quiet", "--message", "Ours");
  repository.git("merge", "--quiet", "--no-edit", "other");
  for (const name of ["BASE", "OURS", "THEIRS", "BOTH"]) {
    await repository.done(["secrets", "test", name]);
  }
  repository.git("checkout", "--quiet", "-b", "third");
  await set(repository, "BOTH", "third");
  repository.git("commit", "--quiet", "--all", "--message", "Third");
  repository.git("checkout", "--quiet", "main");
  await set(repository, "BOTH", "main");
  repository.git("commit", "--quiet", "--all", "--message", "Main");
  assert.throws(
    () => repository.git("merge", "--quiet", "--no-edit", "third"),
    /CONFLICT|git merge/,
  );
  const get = await repository.run(["secrets", "get", "BOTH"]);
  assert.equal(get.code, 65);
  assert.match(get.stderr, /conflict markers of git/);
  assert.equal((await repository.done(["secrets", "get", "OURS"])).stdout, "ours");
  await set(repository, "BOTH", "settled");
  assert.equal((await repository.done(["secrets", "get", "BOTH"])).stdout, "settled");
});

Deno.test({
  name: "openssl opens what export writes, and import opens what openssl writes",
  ignore: !isInstalled("openssl"),
  fn: async () => {
    using repository = await withHouse();
    const env = { SECRETS_PASSWORD: "passw0rd123" };
    await set(repository, "TOKEN", 'two\nlines "quoted"');
    await repository.done(["secrets", "export", "a.enc", "--format", "secrets-enc"], { env });
    const cipher = ["-aes-256-cbc", "-pbkdf2", "-pass", "env:SECRETS_PASSWORD"];
    const around = { cwd: repository.path, env: { ...repository.env, ...env } };
    const opened = await runWords(["openssl", "enc", "-d", ...cipher, "-in", "a.enc"], around);
    assert.equal(opened.stdout, 'TOKEN: "two\\nlines \\"quoted\\""\n');
    repository.write("plain.yaml", "NUM: 123\nT: true\nTOKEN: 'of openssl'\nNOTHING: null\n");
    await runWords(
      ["openssl", "enc", ...cipher, "-salt", "-in", "plain.yaml", "-out", ".secrets.enc"],
      around,
    );
    const source = await repository.json(["secrets", "source", "NUM"], { env });
    assert.equal(textAt(source, "source"), "secrets-enc");
    const taken = await repository.run(["secrets", "import", ".secrets.enc", "--json"], { env });
    assert.equal(taken.code, 1, "TOKEN has another value");
    const document = JSON.parse(taken.stdout);
    assert.deepEqual([document.added, document.kept], [["NUM", "T"], ["TOKEN"]]);
    await repository.done(["secrets", "import", ".secrets.enc", "--force"], { env });
    assert.equal((await repository.done(["secrets", "get", "TOKEN"])).stdout, "of openssl");
    assert.equal((await repository.done(["secrets", "get", "T"])).stdout, "True");
  },
});

Deno.test("sops opens a file of the repository only once it is granted, and only with keys of age", async () => {
  using repository = await withHouse();
  writeProgram(
    repository,
    "sops",
    'cat > /dev/null; echo "$@" >> "$HOME/sops.log"; env >> "$HOME/sops.log"; echo \'{"openai_api_key":"of sops"}\'',
  );
  repository.write("sops", '#!/bin/sh\ntouch "$HOME/canary"\n');
  Deno.chmodSync(repository.at("sops"), 0o755);
  const file = (keys: string): string => `openai_api_key: ENC[x]\nsops:\n    age: []\n${keys}`;
  repository.write("secrets.enc.yaml", file(""));
  const env = { PATH: `${repository.path}:${repository.env["PATH"]}`, SOPS_AGE_KEY: "k", FOO: "x" };
  const test = ["secrets", "test", "OPENAI_API_KEY"];
  const ungranted = await repository.run(test, { env });
  assert.equal(ungranted.code, 1);
  assert.match(ungranted.stdout, /nobody has granted/);
  await repository.done(["trust", "grant", "--sops"], { env });
  assert.equal(
    (await repository.done(["secrets", "get", "OPENAI_API_KEY"], { env })).stdout,
    "of sops",
  );
  const log = Deno.readTextFileSync(`${repository.base}/home/sops.log`);
  assert.match(log, /^SOPS_AGE_KEY=k$/m);
  assert.doesNotMatch(log, /^FOO=/m);
  assert.equal(hasFile(`${repository.base}/home/canary`), false);
  repository.write(
    "secrets.enc.yaml",
    file("    hc_vault: [{ vault_address: https://x.example }]\n"),
  );
  const asked = await repository.run(test, { env });
  assert.equal(asked.code, 1);
  assert.match(asked.stdout, /other kinds than age/);
  const taken = await repository.run(["secrets", "import", "secrets.enc.yaml"], { env });
  assert.equal(taken.code, 77);
});

Deno.test("git's credential helper is asked for what the user lists, and not as the repository says", async () => {
  using repository = await withHouse();
  const helper = `${repository.base}/bin/helper`;
  writeProgram(repository, "helper", 'cat > /dev/null; echo "username=me"; echo "password=of git"');
  writeProgram(
    repository,
    "evil",
    'touch "$HOME/canary"; echo "username=evil"; echo "password=evil"',
  );
  Deno.writeTextFileSync(
    `${repository.base}/home/.gitconfig`,
    `[credential]\n\thelper = ${helper}\n`,
  );
  repository.git("config", "credential.helper", `${repository.base}/bin/evil`);
  const get = ["secrets", "get", "GITHUB_TOKEN"];
  assert.equal((await repository.run(get)).code, 66);
  const hosts = ["config", "set", "secrets.git_hosts", "GITHUB_TOKEN=github.com"];
  assert.notEqual((await repository.run([...hosts, "--repo"])).code, 0);
  await repository.done([...hosts, "--user"]);
  assert.equal((await repository.done(get)).stdout, "of git");
  assert.equal(hasFile(`${repository.base}/home/canary`), false);
});

Deno.test("what git itself keeps for a host and a port is a secret, for one program too", async () => {
  using repository = await withHouse();
  const hosts = ["git.example.com", "git.example.com:8443"];
  const store = `${repository.base}/home/a store`;
  repository.git("config", "--global", "credential.helper", `store --file '${store}'`);
  Deno.writeTextFileSync(store, hosts.map((host) => `https://me:of-${host}@${host}\n`).join(""));
  const entries = hosts.map((host, index) => `TOKEN_${index}=${host}`);
  await repository.done(["config", "set", "secrets.git_hosts", ...entries, "NONE=a.example"]);
  for (const [index, host] of hosts.entries()) {
    assert.equal(
      (await repository.done(["secrets", "get", `TOKEN_${index}`])).stdout,
      `of-${host}`,
    );
  }
  const source = await repository.json(["secrets", "source", "TOKEN_1"]);
  assert.equal(textAt(source, "source"), "git-credential");
  assert.equal((await repository.run(["secrets", "get", "NONE"])).code, 66);
  const given = ["secrets", "exec", "--only", "TOKEN_0", "--", "sh", "-c", 'echo "${TOKEN_0#of-}"'];
  assert.equal((await repository.done(given)).stdout, "git.example.com\n");
});

Deno.test("the secrets of another repository are copied, sealed anew", async () => {
  using repository = await withHouse();
  Deno.mkdirSync(`${repository.base}/other/.git`, { recursive: true });
  const other = beside(repository, `${repository.base}/other`);
  await other.done(["init"]);
  await set(other, "team/TOKEN", VALUE);
  const copied = await repository.json(["secrets", "copy", "--from", "../other"]);
  assert.deepEqual(listAt(copied, "added"), ["team/TOKEN"]);
  assert.equal((await repository.done(["secrets", "get", "team/TOKEN"])).stdout, VALUE);
});

Deno.test("uninstall refuses while the vault holds secrets, keeps them in an export, and discards them when told", async () => {
  using repository = await withHouse();
  await set(repository, "TOKEN", VALUE);
  const refused = await repository.run(["uninstall", "--no-export", "--yes"]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /holds 1 secret[^]*--discard-secrets/);
  await repository.done(["uninstall", "--export", "../all.tar", "--yes"]);
  assert.equal(repository.exists(".orchestrator"), false);
  await repository.line("tar -xf ../all.tar");
  assert.equal((await repository.done(["secrets", "get", "TOKEN"])).stdout, VALUE);
  await repository.done(["uninstall", "--no-export", "--discard-secrets", "--yes"]);
  assert.equal(repository.exists(".orchestrator"), false);
});

Deno.test("commands of a workflow get no secret of the vault by themselves", async () => {
  using repository = makeRepository({ workflow: commandWorkflow("sh check.sh") });
  repository.write("check.sh", 'test -z "$TOKEN" && test -z "$ORCHESTRATOR_SECRET_TOKEN"\n');
  await repository.done(["start", "Try it"]);
  await set(repository, "TOKEN", VALUE);
  await repository.done(["complete", "checked"], { env: { ORCHESTRATOR_SECRET_TOKEN: VALUE } });
});

Deno.test("a value is given on a descriptor", async () => {
  using repository = await withHouse();
  const words = orchestratorWords(["secrets", "set", "TOKEN", "--from-fd", "3"]);
  const script = `exec 3<<'END'\n${VALUE}\nEND\nexec "$@"`;
  const run = await runWords(["sh", "-c", script, "sh", ...words], {
    cwd: repository.path,
    env: repository.env,
  });
  assert.equal(run.code, 0, run.stderr);
  assert.equal((await repository.done(["secrets", "get", "TOKEN"])).stdout, VALUE);
});

function writeProgram({ base }: RepositoryFixture, name: string, script: string): void {
  Deno.writeTextFileSync(`${base}/bin/${name}`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function hasFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

function hasText(directory: string, text: string): boolean {
  return Array.from(Deno.readDirSync(directory)).some(({ name, isDirectory, isFile }) => {
    const path = `${directory}/${name}`;
    if (isDirectory) return hasText(path, text);
    return isFile && Deno.readTextFileSync(path).includes(text);
  });
}
