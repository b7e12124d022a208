import type { AnyValue, KeyType, Written } from "./key.ts";

const TRUE = ["true", "yes", "on", "1"];
const FALSE = ["false", "no", "off", "0"];

/** What {@link parseValue} allows between the words of a variable. */
const SEPARATOR = /[\s,]+/;

/**
 * Reads the value of a key from what somebody wrote; null when that is no value of its type. A text
 * may stand for words, with white space or commas between them.
 */
export function parseValue(type: KeyType, written: Written): AnyValue | null {
  if (written === null) {
    return null;
  }
  if (type.kind === "words") {
    return parseWords(written);
  }
  return typeof written === "string" ? parseScalar(type, written.trim()) : null;
}

function parseScalar(
  type: Exclude<KeyType, { readonly kind: "words" }>,
  text: string,
): AnyValue | null {
  switch (type.kind) {
    case "boolean":
      return parseBoolean(text.toLowerCase());
    case "choice":
      return type.choices.includes(text) ? text : null;
    case "seconds":
      return within(type, /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : NaN);
    case "count":
      return within(type, /^\d{1,9}$/.test(text) ? Number(text) : NaN);
    case "text":
      return isLine(text) ? text : null;
  }
}

function parseBoolean(text: string): boolean | null {
  if (TRUE.includes(text)) {
    return true;
  }
  return FALSE.includes(text) ? false : null;
}

function within(
  { min, max }: { readonly min: number; readonly max: number },
  value: number,
): number | null {
  return value >= min && value <= max ? value : null;
}

function parseWords(written: string | readonly string[]): readonly string[] | null {
  const words = typeof written === "string"
    ? written.split(SEPARATOR).filter((word) => word !== "")
    : written;
  return words.every((word) => isLine(word) && !SEPARATOR.test(word)) ? words : null;
}

/** Not empty, and without characters that no line of text has. */
function isLine(text: string): boolean {
  return /^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+$/u.test(text);
}
