import type { OpenVault } from "../../secrets/open_vault.ts";
import { readKnownSecrets } from "../../secrets/known_secrets.ts";
import { type Resolution, resolveSecret } from "../../secrets/resolve_secret.ts";
import type { ResolvedSecret, SecretSource, SourceReport } from "../../secrets/secret_source.ts";
import { environmentSource } from "../../secrets/sources/environment.ts";
import { promptSource } from "../../secrets/sources/prompt.ts";
import { vaultSource } from "../../secrets/sources/vault.ts";
import { isVault, type VaultFiles } from "../../secrets/vault_files.ts";
import { fail } from "../../store/failure.ts";
import type { UnusableSource } from "../../store/unusable_source.ts";
import type { Bytes } from "../../stream/bytes.ts";
import { mayAsk } from "../may_ask.ts";
import { askValue } from "./ask_value.ts";
import { otherSources } from "./other_sources.ts";
import { type Opener, unlockQuickly, unlockVault } from "./unlock_vault.ts";
import { vaultsOf } from "./vaults.ts";

/** Every source of secrets, in the order in which they are asked. */
export function secretSources(opener: Opener): readonly SecretSource[] {
  return [...keptSources(opener), terminalSource(opener)];
}

/** The sources that have secrets without asking somebody for them. */
export function keptSources(opener: Opener): readonly SecretSource[] {
  return [
    environmentSource(opener.context.environment()),
    ...vaultsOf(opener.context, opener.place).map((files) =>
      vaultSource(files, once(() => requireVault(opener, files)))
    ),
    ...otherSources(opener),
  ];
}

/** The sources that run no program to tell what they have. */
export function quietSources(opener: Opener): readonly SecretSource[] {
  return keptSources(opener).filter(({ id }) => id !== "sops" && id !== "git-credential");
}

/**
 * Looks for a secret in all sources, without asking somebody for it.
 *
 * @throws `vault.locked` and what else keeps the source that has it from being read
 */
export function findSecret(opener: Opener, name: string): Promise<Resolution> {
  return resolveSecret(name, keptSources(opener));
}

/**
 * Gets a secret that is needed; where no source has it and somebody may be asked, it is typed.
 *
 * @throws `secret.not_found`, `interrupted`, and what {@link findSecret} throws
 */
export async function requireSecret(opener: Opener, name: string): Promise<ResolvedSecret> {
  const found = await resolveSecret(name, secretSources(opener));
  if (found.kind === "found") return found.secret;
  throw missingSecret(name, found.reports);
}

/** The failure for a secret that no source has. */
export function missingSecret(name: string, reports: readonly SourceReport[]): Error {
  return fail("secret.not_found", { name, unusable: unusableOf(reports) });
}

/** The sources that could not be asked and may have it; that nobody can be asked goes without saying. */
export function unusableOf(reports: readonly SourceReport[]): readonly UnusableSource[] {
  return reports.flatMap(({ source, presence }) =>
    presence.kind === "unusable" && source !== "prompt"
      ? [{ source, why: presence.why, detail: presence.detail }]
      : []
  );
}

function terminalSource({ call, context }: Opener): SecretSource {
  return promptSource(mayAsk(call, context) ? (name) => askValue(context, name) : null);
}

/** The values that can be had at once, and the vaults that cannot be looked into. */
export interface QuickValues {
  /** Values that secrets had before, and that are kept, included. */
  readonly values: readonly Bytes[];
  /** Directories of vaults that need a passphrase, or a key that is not here. */
  readonly closed: readonly string[];
}

/**
 * The values in all vaults that open without a passphrase, and so without taking time or asking anybody.
 *
 * @throws whatever keeps a vault or a key from being read
 */
export async function quickValues(opener: Opener): Promise<QuickValues> {
  const values: Bytes[] = [];
  const closed: string[] = [];
  for (const files of vaultsOf(opener.context, opener.place).filter(isVault)) {
    const vault = await unlockQuickly(opener, files);
    if (vault === null) closed.push(files.directory);
    else values.push(...await readKnownSecrets(vault));
  }
  return { values, closed };
}

/** An open vault. @throws `vault.none`, and what {@link unlockVault} throws */
export async function requireVault(opener: Opener, files: VaultFiles): Promise<OpenVault> {
  const vault = await unlockVault(opener, files);
  if (vault === null) throw fail("vault.none", { scope: files.scope, path: files.directory });
  return vault;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => made ??= make();
}
