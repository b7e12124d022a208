import { ITERATIONS, type SealTarget } from "../../seal/recipient.ts";
import { ensureKeyFile, type OwnKey, readKeyFile } from "../../secrets/key_file.ts";
import { type OpenVault, openVault } from "../../secrets/open_vault.ts";
import { listVault } from "../../secrets/read_vault.ts";
import { oldKeyFiles, replaceKeyFile } from "../../secrets/replace_key_file.ts";
import { rotateVault } from "../../secrets/rotate_vault.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { whileHeld } from "../../store/disposing.ts";
import { fail } from "../../store/failure.ts";
import { holdDirectory } from "../../store/lock.ts";
import { makePrivateDirectory } from "../../store/private_directory.ts";
import { type Call, flagList, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { changeOpenVault } from "../secrets/change_open_vault.ts";
import { randomBytes } from "../secrets/change_vault.ts";
import { keyNotices, namedRecipients, type NewRecipients } from "../secrets/new_recipients.ts";
import { requireVault } from "../secrets/resolve.ts";
import { givenPassphrase } from "../secrets/unlock_vault.ts";
import { recipientNames, vaultWords } from "../secrets/vault_words.ts";
import { namedScope, vaultOf } from "../secrets/vaults.ts";
import { recipientTarget } from "../snapshot/seal_targets.ts";

/** `secrets rotate`: gives a vault a new key, and everybody who can open it but those left out. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  const opener = { call, context, place };
  const scope = namedScope(call) ?? "repository";
  const found = await requireVault(opener, vaultOf(context, place, scope));
  const flags = namedRecipients(call, context);
  const renews = hasFlag(call, "new-key-file");
  const named = renews ? withKey(flags, await newKey(context, found)) : flags;
  return await changeOpenVault(opener, scope, async ({ vault }) => {
    const targets = recipientsAfter(call, context, vault, named);
    const rotated = await rotateVault(vault, targets, randomBytes);
    const recipients = recipientNames(rotated.header);
    const old = renews ? oldKeys(context) : [];
    const count = listVault(rotated.files).secrets.length;
    return {
      json: {
        scope,
        path: rotated.files.directory,
        secrets: count,
        recipients,
        ...(renews ? { old_key_files: old } : {}),
      },
      text: [
        `✓ ${vaultWords(scope)} has a new key; ${count} secret${
          count === 1 ? " was" : "s were"
        } sealed anew`,
        `  It opens with: ${recipients.join(", ")}`,
        "",
      ].join("\n"),
      notices: [
        ...keyNotices(context, named.ownKey),
        ...oldKeyNotices(old),
        "note: whoever could open the vault before may know the values: replace those where they are used",
      ],
    };
  });
}

/**
 * Replaces the user's key file, unless that has been done already: then this vault opens with a key of
 * before only, and is one of those that were still to be rotated.
 */
async function newKey(context: Context, { files, header }: OpenVault): Promise<OwnKey> {
  const { config } = userDirectories(context.environment());
  if (config === null) throw fail("vault.no_key_place", { path: null, problem: "HOME is not set" });
  makePrivateDirectory(config);
  return await whileHeld(holdDirectory(config), async () => {
    const own = ensureKeyFile(config, randomBytes);
    const opens = await openVault(files, header, [{ type: "key", key: own.key }]) !== null;
    return opens ? { ...own, key: replaceKeyFile(config, randomBytes), made: true } : own;
  });
}

function oldKeys(context: Context): readonly string[] {
  const { config } = userDirectories(context.environment());
  return config === null ? [] : oldKeyFiles(config);
}

function withKey(named: NewRecipients, own: OwnKey): NewRecipients {
  const others = named.targets.filter(({ type }) => type !== "key");
  return { targets: [{ type: "key", key: own.key }, ...others], ownKey: own };
}

function oldKeyNotices(files: readonly string[]): readonly string[] {
  if (files.length === 0) return [];
  return [
    `note: your key of before is in ${
      files.map(escapeLine).join(" and ")
    }: it opens this vault no more, but others that were sealed for it. Rotate each of them so (--user, or in its repository; orchestrator secrets doctor says where it is left to do), then remove that file`,
  ];
}

/** Everybody who can open the vault now and whom flags do not leave out, and whom they name. */
function recipientsAfter(
  call: Call,
  context: Context,
  { header }: OpenVault,
  named: NewRecipients,
): readonly SealTarget[] {
  const removed = flagList(call, "remove");
  const known = header.recipients.map(({ recipient, publicKey }) => publicKey ?? recipient.type);
  const missing = removed.find((one) => !known.includes(one));
  if (missing !== undefined) throw fail("vault.no_recipient", { recipient: missing, known });
  const kept = header.recipients
    .filter(({ recipient, publicKey }) => !removed.includes(publicKey ?? recipient.type));
  const added = new Set(flagList(call, "to").map((key) => key.trim()));
  const publicKeys = kept.flatMap(({ publicKey }) => publicKey ?? [])
    .filter((key) => !added.has(key));
  const own = keptKey(
    context,
    kept.filter(({ recipient }) => recipient.type === "key").length,
    named,
  );
  const hasPassphrase = kept.some(({ recipient }) => recipient.type === "passphrase");
  const passphrase = hasPassphrase && !named.targets.some(({ type }) => type === "passphrase")
    ? givenPassphrase({ call, context })
    : null;
  const targets: readonly SealTarget[] = [
    ...own.targets,
    ...publicKeys.map(recipientTarget),
    ...named.targets,
    ...(passphrase === null
      ? []
      : [{ type: "passphrase", passphrase, iterations: ITERATIONS.default } as const]),
  ];
  const others = [
    ...Array.from({ length: own.others }, () => "key"),
    ...(hasPassphrase && !targets.some(({ type }) => type === "passphrase") ? ["passphrase"] : []),
    ...kept.filter(({ recipient }) => recipient.type === "unknown").map(() => "unknown"),
  ];
  if (others.length > 0 && !hasFlag(call, "drop-others")) {
    throw fail("vault.others", { recipients: others });
  }
  if (targets.length === 0) {
    const problem = "nobody would be left who can open the vault: name somebody with --to";
    throw fail("usage", { problem, command: call.entry.path });
  }
  return targets;
}

/** The user's own key file, if it is one of the key files that open the vault, and the other ones. */
function keptKey(
  context: Context,
  count: number,
  named: NewRecipients,
): { readonly targets: readonly SealTarget[]; readonly others: number } {
  if (count === 0) return { targets: [], others: 0 };
  if (named.ownKey !== null) return { targets: [], others: count - 1 };
  const { config } = userDirectories(context.environment());
  const key = config === null ? null : readKeyFile(config);
  return key === null
    ? { targets: [], others: count }
    : { targets: [{ type: "key", key }], others: count - 1 };
}
