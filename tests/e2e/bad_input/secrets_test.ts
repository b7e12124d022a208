import { testBadInput } from "../../support/bad_input.ts";
import type { RepositoryFixture } from "../../support/repository_fixture.ts";

const VALUE = "s3cret-canary-value";

async function setToken({ done }: RepositoryFixture): Promise<void> {
  await done(["secrets", "set", "TOKEN"], { stdin: VALUE });
}

/** Names of the files of the vault, `vault.json` the last. */
function vaultFiles({ at }: RepositoryFixture): readonly string[] {
  const directory = at(".orchestrator/secrets/vault");
  return Array.from(Deno.readDirSync(directory), ({ name }) => `${directory}/${name}`).toSorted();
}

function keyFile({ base }: RepositoryFixture): string {
  return `${base}/config/orchestrator/vault.key`;
}

testBadInput("secrets", [
  {
    name: "a name that is none of a variable",
    args: ["secrets", "set", "not-a-name"],
    stdin: VALUE,
    code: 2,
    error: "secret.name_invalid",
    says: /no name of a variable/,
  },
  {
    name: "a name that leads out of the vault",
    args: ["secrets", "set", "../../NAME"],
    stdin: VALUE,
    code: 2,
    error: "secret.name_invalid",
    says: /no name of a variable/,
  },
  {
    name: "a name that decides what programs load",
    args: ["secrets", "set", "LD_PRELOAD"],
    stdin: VALUE,
    code: 2,
    error: "secret.name_invalid",
    says: /decides what programs do/,
  },
  {
    name: "an empty value",
    args: ["secrets", "set", "TOKEN"],
    stdin: "\n",
    code: 2,
    error: "secret.no_value",
    says: /empty/,
  },
  {
    name: "a value of more than four megabytes",
    args: ["secrets", "set", "TOKEN"],
    stdin: new Uint8Array(4_194_305).fill(65),
    code: 65,
    error: "secret.too_large",
    says: /more than 4194304 bytes/,
  },
  {
    name: "a secret that no source has",
    args: ["secrets", "get", "NOTHING"],
    code: 66,
    error: "secret.not_found",
    says: /no source has it/,
  },
  {
    name: "a secret to remove that no vault has",
    arrange: setToken,
    args: ["secrets", "remove", "NOTHING"],
    code: 66,
    error: "secret.not_in_vault",
    says: /NOTHING: it is in neither vault/,
  },
  {
    name: "a wrong passphrase",
    arrange: async ({ done }) => {
      const env = { ORCHESTRATOR_VAULT_PASSPHRASE: "correct horse" };
      await done(["secrets", "set", "TOKEN"], { stdin: VALUE, env });
    },
    args: ["secrets", "set", "TOKEN"],
    stdin: "another",
    env: { ORCHESTRATOR_VAULT_PASSPHRASE: "battery staple" },
    code: 65,
    error: "vault.locked",
    says: /does not open with the passphrase/,
  },
  {
    name: "a vault.json that was edited",
    arrange: async (repository) => {
      await setToken(repository);
      const path = vaultFiles(repository).at(-1) ?? "";
      const text = Deno.readTextFileSync(path);
      Deno.writeTextFileSync(path, text.replace(/"seal": ".../, '"seal": "AAA'));
    },
    args: ["secrets", "set", "OTHER"],
    stdin: "another",
    code: 65,
    error: "vault.damaged",
    says: /somebody without its key has edited it/,
  },
  {
    name: "a secret whose file was moved over another",
    arrange: async (repository) => {
      await setToken(repository);
      const [token = ""] = vaultFiles(repository);
      await repository.done(["secrets", "set", "OTHER"], { stdin: "another" });
      const other = vaultFiles(repository).find((path) => path !== token) ?? "";
      Deno.copyFileSync(token, other);
    },
    args: ["secrets", "get", "OTHER"],
    code: 65,
    error: "secret.unreadable",
    says: /under the name of another/,
  },
  {
    name: "a vault whose key file is lost, and makes no other key",
    arrange: async (repository) => {
      await setToken(repository);
      Deno.removeSync(keyFile(repository));
    },
    args: ["secrets", "set", "OTHER"],
    stdin: "another",
    code: 65,
    error: "vault.locked",
    says: /nothing is at hand that opens it/,
  },
  {
    name: "a key file that others may read",
    arrange: async (repository) => {
      await setToken(repository);
      Deno.chmodSync(keyFile(repository), 0o644);
    },
    args: ["secrets", "get", "TOKEN"],
    code: 77,
    error: "vault.key_unsafe",
    says: /others may read or write it/,
  },
  {
    name: "a vault that is a link",
    arrange: ({ at, base }) => {
      Deno.mkdirSync(`${base}/elsewhere`);
      Deno.mkdirSync(at(".orchestrator/secrets"));
      Deno.symlinkSync(`${base}/elsewhere`, at(".orchestrator/secrets/vault"));
    },
    args: ["secrets", "set", "TOKEN"],
    stdin: VALUE,
    code: 77,
    error: "home.unsafe",
    says: /a link/,
  },
  {
    name: "a program that does not exist",
    arrange: setToken,
    args: ["secrets", "exec", "no-such-program"],
    code: 127,
    error: "program.not_found",
    says: /no such program/,
  },
  {
    name: "a value that is too long for a variable",
    arrange: async ({ done }) => {
      const stdin = new Uint8Array(400_000).fill(65);
      await done(["secrets", "set", "TOKEN"], { stdin });
    },
    args: ["secrets", "exec", "true"],
    code: 126,
    error: "program.too_long",
    says: /longest secret is TOKEN, 400000 bytes/,
  },
  {
    name: "a file of the predecessor without its password",
    arrange: ({ write }) => {
      write(".secrets.enc", new TextEncoder().encode(`Salted__12345678${"x".repeat(32)}`));
    },
    args: ["secrets", "import", ".secrets.enc"],
    code: 65,
    error: "secret.import_failed",
    says: /SECRETS_PASSWORD is not set/,
  },
  {
    name: "an export over a file",
    arrange: setToken,
    args: ["secrets", "export", "workflow.yaml", "--format", "env"],
    code: 73,
    error: "output.exists",
    says: /it exists, and it is kept/,
  },
]);
