import type { Bytes } from "../stream/bytes.ts";
import { decodeBase64Url, encodeBase64Url } from "../seal/base64url.ts";
import { secretFile } from "./secret_name.ts";
import { problemOfName } from "../workflow/secret_name.ts";
import { parseObject } from "./vault_header.ts";
import { VAULT_SCHEMA } from "./vault_label.ts";

/** What the file of one secret says without a key. */
export interface SealedSecret {
  readonly name: string;
  /** UTC, RFC 3339. */
  readonly updatedAt: string;
  readonly sealed: Bytes;
}

/** A file in a vault that is no secret of ours. */
export interface UnreadableSecret {
  readonly file: string;
  readonly problem: string;
}

/** The text of the file of a secret. */
export function secretToFile({ name, updatedAt, sealed }: SealedSecret): string {
  const value = {
    schema: VAULT_SCHEMA,
    name,
    updated_at: updatedAt,
    sealed: encodeBase64Url(sealed),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Reads the file of a secret. One that lies under the name of another is none. */
export function secretFromFile(file: string, text: string): SealedSecret | UnreadableSecret {
  const value = parseObject(text);
  if (value === null) {
    const conflict = /^<{7} /m.test(text);
    return { file, problem: conflict ? "it has conflict markers of git" : "it is not JSON" };
  }
  const { schema, name, updated_at: updatedAt, sealed } = value;
  if (typeof schema === "number" && schema > VAULT_SCHEMA) {
    return { file, problem: `it is of schema ${schema}, which a newer version wrote` };
  }
  if (schema !== VAULT_SCHEMA || typeof name !== "string" || typeof updatedAt !== "string") {
    return { file, problem: "it is not what we write" };
  }
  if (problemOfName(name) !== null) return { file, problem: "its name is none of a secret" };
  if (secretFile(name) !== file) return { file, problem: "it lies under the name of another" };
  const bytes = typeof sealed === "string" ? decodeBase64Url(sealed) : null;
  return bytes === null
    ? { file, problem: "it holds no sealed value" }
    : { name, updatedAt, sealed: bytes };
}

/** Whether a file of a vault could be read. */
export function isSealedSecret(found: SealedSecret | UnreadableSecret): found is SealedSecret {
  return "sealed" in found;
}
