import type { PackedSecret } from "../../snapshot/packed_secrets.ts";
import { escapeLine } from "../escape.ts";
import type { TakenSecrets } from "../secrets/take_secrets.ts";

/** What became of the secrets of a snapshot, for a document; `taken` is null where nothing was done. */
export function secretsJson(secrets: readonly PackedSecret[], taken: TakenSecrets | null): object {
  const { added, unchanged, kept, madeFor } = taken ??
    { added: [], unchanged: [], kept: [], madeFor: null };
  return {
    found: secrets.map(({ name }) => name),
    added,
    unchanged,
    kept,
    vault_made_for: madeFor,
  };
}

/** The same in words. */
export function secretsText(secrets: readonly PackedSecret[], taken: TakenSecrets | null): string {
  if (secrets.length === 0) return "";
  if (taken === null) {
    return `  Secrets: ${secrets.map(({ name }) => escapeLine(name)).join(", ")}\n`;
  }
  const lines = [
    ["sealed in the vault", taken.added],
    ["there already", taken.unchanged],
    ["yours differ, and stay", taken.kept],
  ] as const;
  const said = lines.filter(([, names]) => names.length > 0)
    .map(([what, names]) => `  Secrets ${what}: ${names.map(escapeLine).join(", ")}\n`);
  const made = taken.madeFor === null
    ? ""
    : `  The vault is new; it opens with: ${taken.madeFor.join(", ")}\n`;
  return said.join("") + made;
}
