import { readSetting } from "../../config/read_setting.ts";
import type { Place } from "../../repo/place.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { decodeAgeIdentities } from "../../seal/age_keys.ts";
import type { Identity } from "../../seal/recipient.ts";
import { readKeyFile } from "../../secrets/key_file.ts";
import { type OpenVault, openVault, readVaultHeader } from "../../secrets/open_vault.ts";
import { readOldKeys } from "../../secrets/replace_key_file.ts";
import type { VaultFiles } from "../../secrets/vault_files.ts";
import { fail } from "../../store/failure.ts";
import type { Call } from "../call.ts";
import { configurationOf } from "../config/configuration.ts";
import type { Context } from "../context.ts";
import { mayAsk } from "../may_ask.ts";
import { askPassphrase } from "../snapshot/ask_passphrase.ts";
import { passphraseOfFlags, readIdentities } from "../snapshot/key_files.ts";

/** The parts of a command line that a vault is opened with. */
export interface Opener {
  readonly call: Call;
  readonly context: Context;
  readonly place: Place;
}

/**
 * Opens a vault with the user's key file or secret keys, else with a passphrase: of a flag, of
 * `ORCHESTRATOR_VAULT_PASSPHRASE`, of `ORCHESTRATOR_PASSPHRASE`, or typed. Null when there is no vault.
 *
 * @throws `vault.locked` and whatever keeps it or the keys from being read
 */
export function unlockVault(opener: Opener, files: VaultFiles): Promise<OpenVault | null> {
  return unlockWith(opener, files, passphraseAtHand);
}

/** The same for a vault that is there, asking nobody. */
export async function unlockGiven(opener: Opener, files: VaultFiles): Promise<OpenVault> {
  const vault = await unlockWith(opener, files, givenPassphrase);
  if (vault === null) throw fail("vault.none", { scope: files.scope, path: files.directory });
  return vault;
}

async function unlockWith(
  opener: Opener,
  files: VaultFiles,
  passphraseFor: (opener: Opener) => string | null,
): Promise<OpenVault | null> {
  const header = readVaultHeader(files);
  if (header === null) return null;
  const types = new Set<string>(header.recipients.map(({ recipient }) => recipient.type));
  const keys = await keysAtHand(opener, types);
  const open = await openVault(files, header, keys);
  if (open !== null) return open;
  const passphrase = types.has("passphrase") ? passphraseFor(opener) : null;
  if (passphrase !== null) {
    const opened = await openVault(files, header, [{ type: "passphrase", passphrase }]);
    if (opened !== null) return opened;
  }
  throw fail("vault.locked", {
    scope: files.scope,
    path: files.directory,
    recipients: header.recipients.map(({ recipient, publicKey }) => publicKey ?? recipient.type),
    keyDirectory: userDirectories(opener.context.environment()).config,
    tried: [...keys.map(({ type }) => type), ...(passphrase === null ? [] : ["passphrase"])],
  });
}

/**
 * Opens a vault if that takes no passphrase, and so no time and no question. Null when there is no
 * vault, or when it needs one.
 *
 * @throws whatever keeps it or the keys from being read
 */
export async function unlockQuickly(opener: Opener, files: VaultFiles): Promise<OpenVault | null> {
  const header = readVaultHeader(files);
  if (header === null) return null;
  const types = new Set<string>(header.recipients.map(({ recipient }) => recipient.type));
  return await openVault(files, header, await keysAtHand(opener, types));
}

/**
 * The passphrase that is given for a vault without asking anybody. The flags of `snapshot` name that of
 * the snapshot, so a variable of the vault's own comes before them.
 */
export function givenPassphrase(
  { call, context }: Pick<Opener, "call" | "context">,
): string | null {
  const flagged = passphraseOfFlags(call, context);
  const own = context.env("ORCHESTRATOR_VAULT_PASSPHRASE") || null;
  const named = call.entry.path.startsWith("snapshot ") ? own ?? flagged : flagged ?? own;
  return named ?? (context.env("ORCHESTRATOR_PASSPHRASE") || null);
}

function passphraseAtHand(opener: Opener): string | null {
  const { call, context } = opener;
  return givenPassphrase(opener) ??
    (mayAsk(call, context) ? askPassphrase(call, context, false) : null);
}

/** The key in the user's key file, and those that it has replaced. */
function ownKeys(configuration: string): readonly Identity[] {
  const current = readKeyFile(configuration);
  return [...(current === null ? [] : [current]), ...readOldKeys(configuration)]
    .map((key) => ({ type: "key", key }));
}

/** Every key that opens without a derivation: the key file, and secret keys as age writes them. */
async function keysAtHand(
  { call, context, place }: Opener,
  types: ReadonlySet<string>,
): Promise<readonly Identity[]> {
  const env = context.environment();
  const { config } = userDirectories(env);
  const own = types.has("key") && config !== null ? ownKeys(config) : [];
  if (!types.has("x25519")) return own;
  const sources = configurationOf(call, context, place);
  const { value: path } = await readSetting("snapshot.identity", sources);
  const { secretKeys } = decodeAgeIdentities(env["SOPS_AGE_KEY"] ?? "");
  return [
    ...own,
    ...(path === "" ? [] : readIdentities(context, path)),
    ...secretKeys.map((secretKey) => ({ type: "x25519", secretKey } as const)),
  ];
}
