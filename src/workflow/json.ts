/** A JSON value as `JSON.parse` returns it. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | JsonObject;

/** A JSON object; read its keys with `Object.hasOwn` when they come from a user. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Whether a value is a JSON object: not an array, not null, not a number that keeps its spelling. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !isRawNumber(value);
}

/** What the runtime has and its types lack. */
const RAW = JSON as unknown as { isRawJSON(value: unknown): boolean };

/** Whether a value is a number that is kept as it was spelled, see `parseJsonText`. */
export function isRawNumber(value: unknown): boolean {
  return RAW.isRawJSON(value);
}
