import type { RecordPlace } from "../seal/record.ts";

/** Begins every derivation of the format. */
export const VAULT_LABEL = "orcvault/1";

/** What is written as `schema` in every file of a vault. */
export const VAULT_SCHEMA = 1;

/** Whose a vault is: one repository's, or the user's everywhere. */
export type VaultScope = "repository" | "user";

/** Which vault something belongs to. */
export interface VaultIdentity {
  /** 32 random bytes as base64url. */
  readonly id: string;
  readonly scope: VaultScope;
}

/** Where the value of a secret belongs: it opens nowhere else. */
export function placeOfSecret({ id, scope }: VaultIdentity, name: string): RecordPlace {
  return [VAULT_LABEL, id, name, scope];
}

/** Where the key before the last rotation belongs. */
export function placeOfPreviousKey({ id, scope }: VaultIdentity): RecordPlace {
  return [VAULT_LABEL, id, scope, "previous key"];
}

/** What the seal of `vault.json` is bound to: all of its text but the seal. */
export function placeOfHeader({ id, scope }: VaultIdentity, text: string): RecordPlace {
  return [VAULT_LABEL, id, scope, "vault.json", text];
}
