import type { Bytes } from "../stream/bytes.ts";
import { decodeBase64Url, encodeBase64Url } from "./base64url.ts";
import { ITERATIONS, LENGTHS, type Recipient } from "./recipient.ts";

/** A recipient as it is written: keys in the order of the format. */
export type RecipientJson = Readonly<Record<string, string | number>>;

/** Why something is not a recipient. */
export type RecipientProblem = "shape" | "cost";

const KEYS: ReadonlyMap<string, string> = new Map([
  ["passphrase", "type,salt,iterations,wrapped"],
  ["x25519", "type,ephemeral,wrapped"],
  ["key", "type,salt,wrapped"],
]);

/** The JSON object for a recipient, its keys in the order of the format. */
export function recipientToJson(recipient: Recipient): RecipientJson {
  switch (recipient.type) {
    case "passphrase": {
      const { type, salt, iterations, wrapped } = recipient;
      return { type, salt: encodeBase64Url(salt), iterations, wrapped: encodeBase64Url(wrapped) };
    }
    case "x25519": {
      const { type, ephemeral, wrapped } = recipient;
      return { type, ephemeral: encodeBase64Url(ephemeral), wrapped: encodeBase64Url(wrapped) };
    }
    case "key": {
      const { type, salt, wrapped } = recipient;
      return { type, salt: encodeBase64Url(salt), wrapped: encodeBase64Url(wrapped) };
    }
    case "unknown":
      return Object.fromEntries(recipient.fields);
  }
}

/**
 * Understands a parsed JSON value as a recipient. One of a known type must have exactly the keys of
 * the format, in order; of an unknown one only the shape is checked.
 */
export function recipientFromJson(value: unknown): Recipient | RecipientProblem {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "shape";
  const fields: readonly (readonly [string, unknown])[] = Object.entries(value);
  const [first] = fields;
  if (first?.[0] !== "type" || typeof first[1] !== "string") return "shape";
  const keys = KEYS.get(first[1]);
  if (keys === undefined) {
    return fields.every(isPlain) ? { type: "unknown", fields } : "shape";
  }
  if (fields.map(([key]) => key).join(",") !== keys) return "shape";
  return knownRecipient(first[1], new Map(fields));
}

function knownRecipient(
  type: string,
  fields: ReadonlyMap<string, unknown>,
): Recipient | RecipientProblem {
  const wrapped = bytesOf(fields.get("wrapped"), LENGTHS.wrapped);
  if (wrapped === null) return "shape";
  if (type === "x25519") {
    const ephemeral = bytesOf(fields.get("ephemeral"), LENGTHS.key);
    return ephemeral === null ? "shape" : { type, ephemeral, wrapped };
  }
  if (type === "key") {
    const salt = bytesOf(fields.get("salt"), LENGTHS.key);
    return salt === null ? "shape" : { type, salt, wrapped };
  }
  const salt = bytesOf(fields.get("salt"), LENGTHS.passphraseSalt);
  const iterations = fields.get("iterations");
  if (salt === null || !isCount(iterations)) return "shape";
  if (iterations < ITERATIONS.least || iterations > ITERATIONS.most) return "cost";
  return { type: "passphrase", salt, iterations, wrapped };
}

/** Bytes written as base64url, null unless there are exactly `length` of them. */
export function bytesOf(value: unknown, length: number): Bytes | null {
  const bytes = typeof value === "string" ? decodeBase64Url(value) : null;
  return bytes?.length === length ? bytes : null;
}

function isPlain(field: readonly [string, unknown]): field is readonly [string, string | number] {
  const [key, value] = field;
  return /^[a-z]+$/.test(key) && (typeof value === "string" || isCount(value));
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
