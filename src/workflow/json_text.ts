import { isJsonObject, isRawNumber, type JsonValue } from "./json.ts";

/**
 * A number whose spelling a parsed value would not keep: one that ends in `.0`, has an exponent, or
 * more digits than fit. A text without any is parsed the quick way; a string that looks like one costs
 * time and nothing else.
 */
const ODD_NUMBER =
  /(?:^|[[:,\s])-?(?:[\d.]{17,}|\d+\.\d*0|0\.0{6}\d+|[\d.]+[eE][-+]?\d+|(?<=-)0)(?=[\s,\]}]|$)/;

/** What the runtime has and its types lack. */
const EXACT = JSON as unknown as {
  parse(
    text: string,
    revive: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): JsonValue;
  rawJSON(text: string): unknown;
};

/**
 * Parses a JSON text. A number that would come out in another spelling (`1.0`, `1e-05`) stays a raw
 * JSON text, which {@link isJsonObject} refuses and `JSON.stringify` writes as it was.
 *
 * @throws {SyntaxError}
 */
export function parseJsonText(text: string): JsonValue {
  return ODD_NUMBER.test(text) ? EXACT.parse(text, keepSpelling) : JSON.parse(text);
}

/** The same value with plain numbers only, for what is calculated with. */
export function plainNumbers(value: JsonValue): JsonValue {
  if (typeof value !== "object" || value === null) return value;
  if (isRawNumber(value)) return JSON.parse(JSON.stringify(value));
  if (Array.isArray(value)) return value.map(plainNumbers);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainNumbers(part)]));
}

function keepSpelling(
  _key: string,
  value: unknown,
  { source }: { readonly source?: string },
): unknown {
  return typeof value === "number" && source !== undefined && JSON.stringify(value) !== source
    ? EXACT.rawJSON(source)
    : value;
}
