import assert from "node:assert/strict";
import { secretFile } from "../../src/secrets/secret_name.ts";
import { pathsBelow, withScratch } from "../support/scratch.ts";
import { type Ran, runLine } from "./support/fake_context.ts";

const NAME = "API_KEY";

interface Here {
  /** Runs a command line in the repository that the snapshot is not of. */
  readonly run: (args: readonly string[], changed?: Record<string, string>) => Promise<Ran>;
  readonly makeVault: () => Promise<void>;
  /** Imports the snapshot with its secrets. */
  readonly take: (changed?: Record<string, string>) => Promise<Ran>;
  /** Below `.orchestrator/`. */
  readonly at: (name: string) => string;
  readonly keyFile: string;
}

/** Makes a snapshot with a session and a secret, and another repository of the same user. */
async function withSnapshot(body: (here: Here) => Promise<void>): Promise<void> {
  await withScratch(async (base) => {
    const env = { HOME: `${base}/user`, CI: "1" };
    const [from, to, file, key] = ["from", "to", "a.orcsnap", "key"].map((name) =>
      `${base}/${name}`
    ) as [string, string, string, string];
    for (const path of [from, to, env.HOME]) Deno.mkdirSync(path);
    Deno.writeTextFileSync(key, "k".repeat(32));
    const done = async (args: readonly string[], stdin = "", cwd = from) => {
      const ran = await runLine(args, { cwd, env, stdin });
      assert.equal(ran.code, 0, ran.err);
    };
    await done(["init"]);
    await done(["secrets", "set", NAME], "a value that nobody knows");
    await done(["start", "Do it"]);
    await done(["snapshot", "export", file, "--with-secrets", "--key-file", key]);
    const run = (args: readonly string[], changed: Record<string, string> = {}) =>
      runLine(args, { cwd: to, env: { ...env, ...changed } });
    await body({
      run,
      makeVault: async () => {
        for (const args of [["init"], ["secrets", "init"]]) await done(args, "", to);
      },
      take: (changed) =>
        run(["snapshot", "import", file, "--with-secrets", "--key-file", key], changed),
      at: (name) => `${to}/.orchestrator/${name}`,
      keyFile: `${env.HOME}/.config/orchestrator/vault.key`,
    });
  });
}

/** Imports, expects the failure, and that nothing of the snapshot is there. */
async function refused(here: Here, code: string, changed?: Record<string, string>): Promise<void> {
  const ran = await here.take(changed);
  assert.notEqual(ran.code, 0);
  assert.match(ran.err, /^ {2}Nothing was imported; without --with-secrets the sessions alone /m);
  assert.match(ran.err, /^ {2}fix: /m);
  const again = await here.run(["session", "list", "--json"], changed);
  assert.deepEqual(JSON.parse(again.out).sessions, []);
  assert.deepEqual(pathsBelow(here.at("")).filter((name) => /^(tmp|sessions)\/./.test(name)), []);
  assert.match(ran.err, new RegExp(`^error: ${code}`));
}

Deno.test("a vault whose key is gone keeps out all of a snapshot with secrets", () =>
  withSnapshot(async (here) => {
    await here.makeVault();
    Deno.renameSync(here.keyFile, `${here.keyFile}.kept`);
    await refused(here, "Cannot open the vault of this repository: nothing is at hand");
    Deno.writeTextFileSync(
      here.keyFile,
      `${new Uint8Array(32).toBase64({ alphabet: "base64url", omitPadding: true })}\n`,
      { mode: 0o600 },
    );
    await refused(here, "Cannot open the vault of this repository: it does not open with");
    Deno.renameSync(`${here.keyFile}.kept`, here.keyFile);
    assert.equal((await here.take()).code, 0);
  }));

Deno.test("a vault that is damaged keeps out all of a snapshot with secrets", () =>
  withSnapshot(async (here) => {
    await here.makeVault();
    const path = here.at(`secrets/vault/${secretFile(NAME)}`);
    Deno.writeTextFileSync(path, "{}");
    await refused(here, "Cannot read the secret");
    Deno.removeSync(path);
    Deno.writeTextFileSync(here.at("secrets/vault/vault.json"), "{}");
    await refused(here, "Cannot use .*vault.json");
  }));

Deno.test("a vault that cannot be made keeps out all of a snapshot with secrets", () =>
  withSnapshot(async (here) => {
    await refused(here, "Cannot make a key file", { HOME: "" });
    assert.deepEqual(pathsBelow(here.at("")).filter((name) => name.startsWith("secrets")), []);
  }));
