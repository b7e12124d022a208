import { setSecret } from "../../secrets/change_secret.ts";
import { readSecret, type SecretValue } from "../../secrets/read_vault.ts";
import type { VaultScope } from "../../secrets/vault_label.ts";
import { equalBytes } from "../../stream/bytes.ts";
import { hasFlag } from "../call.ts";
import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { Output } from "../output.ts";
import { counted } from "../render/counted.ts";
import { timestamp } from "../writer.ts";
import { changeOpenVault, type PreparedVault } from "./change_open_vault.ts";
import { randomBytes } from "./change_vault.ts";
import { type BesidePassphrase, keyNotices } from "./new_recipients.ts";
import type { Opener } from "./unlock_vault.ts";
import { recipientNames, vaultWords } from "./vault_words.ts";
import { namedScope } from "./vaults.ts";

/** What became of secrets that were taken over, by name. */
export interface TakenSecrets {
  readonly scope: VaultScope;
  readonly added: readonly string[];
  readonly replaced: readonly string[];
  readonly unchanged: readonly string[];
  /** The vault has another value, which stays. */
  readonly kept: readonly string[];
  /** What opens the vault, where it was made for them; else null. */
  readonly madeFor: readonly string[] | null;
  readonly notices: readonly string[];
}

/** Where secrets were taken from. */
export interface TakenFrom extends TakenSecrets {
  readonly from: string;
  readonly format: string;
  /** Keys whose names no secret can have. */
  readonly refused: readonly string[];
}

/**
 * Sets many secrets; one that has another value already is replaced only with `--force`.
 *
 * @param beside Of a vault that is made.
 * @param prepared The vault, where it has been prepared already.
 */
export async function takeSecrets(
  opener: Opener,
  secrets: readonly SecretValue[],
  beside: BesidePassphrase = "if_asked_for",
  prepared: PreparedVault | null = null,
): Promise<TakenSecrets> {
  const { call, context } = opener;
  const scope = namedScope(call) ?? "repository";
  const force = hasFlag(call, "force");
  return await changeOpenVault(
    opener,
    scope,
    async ({ vault, made, ownKey }) => {
      const names = { added: [], replaced: [], unchanged: [], kept: [] } as Record<
        "added" | "replaced" | "unchanged" | "kept",
        string[]
      >;
      for (const { name, value } of secrets) {
        const before = await readSecret(vault, name);
        if (before !== null && equalBytes(before, value)) names.unchanged.push(name);
        else if (before !== null && !force) names.kept.push(name);
        else {
          const writing = { now: timestamp(context.now()), random: randomBytes };
          names[await setSecret(vault, name, value, writing)].push(name);
        }
      }
      const madeFor = made ? recipientNames(vault.header) : null;
      return { scope, ...names, madeFor, notices: keyNotices(context, ownKey) };
    },
    beside,
    prepared,
  );
}

/** What a command that takes secrets over says; 1 where something was left behind. */
export function takenOutput(taken: TakenFrom): Output {
  const { from, format, scope, added, replaced, unchanged, kept, refused, notices } = taken;
  const line = (what: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [`  ${what}: ${names.map(escapeLine).join(", ")}`];
  const count = added.length + replaced.length;
  return {
    json: { from, format, scope, added, replaced, unchanged, kept, refused },
    text: [
      `✓ ${counted(count, "secret")} from ${escapeLine(from)} in ${vaultWords(scope)}`,
      ...line("Added", added),
      ...line("Replaced", replaced),
      ...line("There already", unchanged),
      ...line("Kept, though the value differs (--force replaces it)", kept),
      ...line("Left out, because no secret can have the name", refused),
      "",
    ].join("\n"),
    notices,
    exit: kept.length + refused.length === 0 ? EXIT.done : EXIT.refused,
  };
}
