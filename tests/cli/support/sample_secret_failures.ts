import type { Failure } from "../../../src/store/failure.ts";

const PATH = "/a/.orchestrator/secrets/vault";

/** At least one failure of every code about secrets and vaults. */
export const SECRET_FAILURES: readonly Failure[] = [
  { code: "secret.name_invalid", facts: { name: "1x", problem: "shape" } },
  { code: "secret.name_invalid", facts: { name: "PATH", problem: "powerful" } },
  { code: "secret.not_found", facts: { name: "A", unusable: [] } },
  ...([null, "repository", "user"] as const).map((scope) => ({
    code: "secret.not_in_vault",
    facts: { name: "A", scope },
  } as const)),
  {
    code: "secret.not_found",
    facts: {
      name: "team/A",
      unusable: [
        { source: "secrets-enc", why: "no_password", detail: "/a/.secrets.enc" },
        { source: "sops", why: "not_granted", detail: "" },
      ],
    },
  },
  { code: "secret.nothing_kept", facts: { name: "A" } },
  { code: "secret.no_value", facts: { name: "A" } },
  { code: "secret.too_large", facts: { name: "A", limit: 4_194_304 } },
  { code: "secret.hidden", facts: { name: "A" } },
  ...(["repository", "user"] as const).map((scope) => ({
    code: "secret.unreadable" as const,
    facts: { name: "A", scope, path: `${PATH}/x.json`, problem: "it is not JSON" },
  })),
  { code: "secret.variables_meet", facts: { variable: "A", names: ["x/A", "y/A"] } },
  { code: "secret.no_variable", facts: { name: "A" } },
  { code: "secret.not_text", facts: { name: "A", format: "env" } },
  ...["no_password", "wrong_password", "no_program", "not_age_only", "unreadable"].map((why) => ({
    code: "secret.import_failed" as const,
    facts: { path: "/a/b", why, detail: why === "unreadable" ? "It is no JSON" : "" },
  })),
  { code: "program.not_found", facts: { program: "nothing" } },
  { code: "program.not_runnable", facts: { program: "/a/b" } },
  { code: "program.too_long", facts: { program: "/a/b", longest: { name: "A", bytes: 200_000 } } },
  { code: "program.too_long", facts: { program: "/a/b", longest: null } },
  { code: "vault.none", facts: { scope: "repository", path: PATH } },
  { code: "vault.none", facts: { scope: "user", path: "/c/vault" } },
  {
    code: "vault.locked",
    facts: {
      scope: "repository",
      path: PATH,
      recipients: ["key", "passphrase", "age1x"],
      tried: [],
      keyDirectory: "/c",
    },
  },
  {
    code: "vault.locked",
    facts: {
      scope: "user",
      path: PATH,
      recipients: ["key"],
      tried: ["key", "passphrase"],
      keyDirectory: null,
    },
  },
  { code: "vault.others", facts: { recipients: ["key", "passphrase"] } },
  { code: "vault.no_recipient", facts: { recipient: "age1y", known: ["age1x", "key"] } },
  { code: "vault.damaged", facts: { path: `${PATH}/vault.json`, problem: "it is not JSON" } },
  { code: "vault.newer", facts: { path: `${PATH}/vault.json`, schema: 2 } },
  { code: "vault.key_unsafe", facts: { path: "/c/vault.key", problem: "others may read it" } },
  { code: "vault.key_damaged", facts: { path: "/c/vault.key" } },
  { code: "vault.no_key_place", facts: { path: null, problem: "HOME is not set" } },
  { code: "vault.no_key_place", facts: { path: "/c", problem: "Read-only file system" } },
];
