import { fail } from "../store/failure.ts";
import { type Bytes, decodeText, encodeText } from "../stream/bytes.ts";
import { isJsonObject, type JsonValue } from "../workflow/json.ts";
import { problemOfName } from "../workflow/secret_name.ts";

/** Where the values of secrets are in an archive. */
export const SECRETS_NAME = "secrets/values.json";

/** In bytes; an archive with more values is refused. */
export const LARGEST_SECRETS = 64 * 1_048_576;

const SCHEMA = 1;

/** A secret in an encrypted snapshot. */
export interface PackedSecret {
  readonly name: string;
  readonly value: Bytes;
}

/** The file of the values: `{schema, secrets: [{name, value}]}`, values in base64. */
export function formatSecrets(secrets: readonly PackedSecret[]): Bytes {
  const list = secrets.map(({ name, value }) => ({ name, value: value.toBase64() }));
  return encodeText(`${JSON.stringify({ schema: SCHEMA, secrets: list })}\n`);
}

/** Reads what {@link formatSecrets} wrote. @throws `snapshot.damaged`, `snapshot.newer` */
export function parseSecrets(bytes: Bytes): readonly PackedSecret[] {
  const value = parseJson(decodeText(bytes));
  if (!isJsonObject(value)) throw damaged();
  const { schema, secrets } = value;
  if (typeof schema === "number" && schema > SCHEMA) {
    throw fail("snapshot.newer", { version: `secrets ${schema}` });
  }
  if (schema !== SCHEMA || !Array.isArray(secrets)) throw damaged();
  const read = secrets.map(parseSecret);
  if (new Set(read.map(({ name }) => name)).size < read.length) throw damaged();
  return read;
}

function parseSecret(json: JsonValue): PackedSecret {
  const { name, value } = isJsonObject(json) ? json : {};
  const isNamed = typeof name === "string" && problemOfName(name) === null;
  const bytes = typeof value === "string" ? fromBase64(value) : null;
  if (!isNamed || bytes === null) throw damaged();
  return { name, value: bytes };
}

function fromBase64(text: string): Bytes | null {
  try {
    return Uint8Array.fromBase64(text, { lastChunkHandling: "strict" });
  } catch {
    return null;
  }
}

function parseJson(text: string | null): JsonValue {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return null;
  }
}

function damaged(): Error {
  return fail("snapshot.damaged", { problem: { kind: "secrets" } });
}
