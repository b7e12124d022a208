import { openRecord } from "../seal/record.ts";
import type { Identity, WrapContext } from "../seal/recipient.ts";
import { decodeBase64Url } from "../seal/base64url.ts";
import { unwrapWith } from "../seal/unwrap_with.ts";
import { fail } from "../store/failure.ts";
import type { Bytes } from "../stream/bytes.ts";
import { VAULT_FILE, type VaultFiles } from "./vault_files.ts";
import { headerFromFile, headerText, type VaultHeader } from "./vault_header.ts";
import {
  placeOfHeader,
  placeOfPreviousKey,
  VAULT_LABEL,
  type VaultIdentity,
} from "./vault_label.ts";

/** A vault that has been opened. */
export interface OpenVault extends VaultIdentity {
  readonly files: VaultFiles;
  readonly header: VaultHeader;
  readonly key: Bytes;
  /** The key before the last rotation, as long as that is unfinished. */
  readonly previousKey: Bytes | null;
}

/**
 * What `vault.json` says; null when there is no vault.
 *
 * @throws `vault.newer`, `vault.damaged`, `home.unsafe`, `file.unreadable`
 */
export function readVaultHeader(files: VaultFiles): VaultHeader | null {
  const text = files.read(VAULT_FILE);
  if (text === null) return null;
  const header = headerFromFile(text);
  if (!("kind" in header)) return header;
  const path = `${files.directory}/${VAULT_FILE}`;
  throw header.kind === "newer"
    ? fail("vault.newer", { path, schema: header.schema })
    : fail("vault.damaged", { path, problem: header.problem });
}

/**
 * Opens a vault with the first identity that fits; null when none does.
 *
 * @throws `vault.damaged` when `vault.json` was changed by somebody without the key
 */
export async function openVault(
  files: VaultFiles,
  header: VaultHeader,
  identities: readonly Identity[],
): Promise<OpenVault | null> {
  const vault: VaultIdentity = { id: header.id, scope: files.scope };
  const recipients = header.recipients.map(({ recipient }) => recipient);
  const context = wrapContext(header.id);
  const expected = placeOfHeader(vault, headerText(header));
  let isEdited = false;
  for await (const key of unwrapWith(recipients, identities, context)) {
    if (await openRecord(key, header.seal, expected) === null) {
      isEdited = true;
      continue;
    }
    const previousKey = header.previous === null
      ? null
      : await openRecord(key, header.previous, placeOfPreviousKey(vault));
    return { ...vault, files, header, key, previousKey };
  }
  if (!isEdited) return null;
  throw fail("vault.damaged", {
    path: `${files.directory}/${VAULT_FILE}`,
    problem: "somebody without its key has edited it, or a merge has mixed two of them",
  });
}

/** What the wrapped keys of a vault are bound to. */
export function wrapContext(id: string): WrapContext {
  const salt = decodeBase64Url(id);
  if (salt === null) throw new TypeError("The id of a vault is base64url");
  return { label: VAULT_LABEL, salt };
}
