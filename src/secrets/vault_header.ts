import type { Bytes } from "../stream/bytes.ts";
import { decodeAgeRecipient } from "../seal/age_keys.ts";
import { decodeBase64Url, encodeBase64Url } from "../seal/base64url.ts";
import { MOST_RECIPIENTS } from "../seal/header.ts";
import { LENGTHS, type Recipient } from "../seal/recipient.ts";
import { bytesOf, recipientFromJson, recipientToJson } from "../seal/recipient_json.ts";
import { VAULT_SCHEMA } from "./vault_label.ts";

/** One way to open a vault. */
export interface VaultRecipient {
  readonly recipient: Recipient;
  /** The public key (`age1…`) of an X25519 recipient, so that a new key can be wrapped for it. */
  readonly publicKey: string | null;
}

/** What `vault.json` says. */
export interface VaultHeader {
  /** 32 random bytes as base64url. */
  readonly id: string;
  readonly recipients: readonly VaultRecipient[];
  /** While a rotation is unfinished: the key before it, sealed under the new one. */
  readonly previous: Bytes | null;
  /** A sealed record of nothing, bound to all of the above. */
  readonly seal: Bytes;
}

/** Why a text is no `vault.json`. */
export type HeaderProblem =
  | { readonly kind: "newer"; readonly schema: number }
  | { readonly kind: "damaged"; readonly problem: string };

/** The part of `vault.json` that its seal is bound to: JSON without white space. */
export function headerText(header: Omit<VaultHeader, "seal">): string {
  return JSON.stringify(headerJson(header));
}

/** The text of `vault.json`. */
export function headerToFile(header: VaultHeader): string {
  const value = { ...headerJson(header), seal: encodeBase64Url(header.seal) };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Reads the text of `vault.json`. That its seal fits, only the key can tell. */
export function headerFromFile(text: string): VaultHeader | HeaderProblem {
  const value = parseObject(text);
  if (value === null) return damaged("it is not JSON");
  const { schema, vault_id: id, recipients, previous, seal, ...others } = value;
  if (typeof schema === "number" && schema > VAULT_SCHEMA) return { kind: "newer", schema };
  if (schema !== VAULT_SCHEMA) return damaged("it has no schema");
  if (Object.keys(others).length > 0) return damaged("it has keys that are not ours");
  const idBytes = bytesOf(id, LENGTHS.key);
  const sealBytes = bytesOf(seal, LENGTHS.wrapped);
  const previousBytes = previous === undefined ? null : decoded(previous);
  if (idBytes === null || sealBytes === null || previousBytes === undefined) {
    return damaged("vault_id, previous or seal is not what we write");
  }
  if (!Array.isArray(recipients) || recipients.length === 0) {
    return damaged("it names no recipients");
  }
  const read = recipients.map(recipientOf);
  const sound = read.filter((recipient) => recipient !== null);
  const passphrases = sound.filter(({ recipient }) => recipient.type === "passphrase");
  if (sound.length !== read.length || sound.length > MOST_RECIPIENTS || passphrases.length > 1) {
    return damaged("its recipients are not what we write");
  }
  return {
    id: encodeBase64Url(idBytes),
    recipients: sound,
    previous: previousBytes,
    seal: sealBytes,
  };
}

function headerJson({ id, recipients, previous }: Omit<VaultHeader, "seal">): object {
  return {
    schema: VAULT_SCHEMA,
    vault_id: id,
    recipients: recipients.map(({ recipient, publicKey }) => {
      const { type, ...rest } = recipientToJson(recipient);
      return publicKey === null ? { type, ...rest } : { type, public: publicKey, ...rest };
    }),
    ...(previous === null ? {} : { previous: encodeBase64Url(previous) }),
  };
}

function recipientOf(value: unknown): VaultRecipient | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { public: publicKey = null, ...rest } = value as Readonly<Record<string, unknown>>;
  const recipient = recipientFromJson(rest["type"] === "x25519" ? rest : value);
  if (recipient === "shape" || recipient === "cost") return null;
  if (recipient.type !== "x25519") return { recipient, publicKey: null };
  const isKey = typeof publicKey === "string" && decodeAgeRecipient(publicKey) !== null;
  return isKey ? { recipient, publicKey } : null;
}

/** Undefined for anything that is no base64url. */
function decoded(value: unknown): Bytes | undefined {
  return typeof value === "string" ? decodeBase64Url(value) ?? undefined : undefined;
}

function damaged(problem: string): HeaderProblem {
  return { kind: "damaged", problem };
}

/** The object in a JSON text; null for anything else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? value as Readonly<Record<string, unknown>> : null;
  } catch {
    return null;
  }
}
