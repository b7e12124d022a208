import type { KeyType } from "./key.ts";

const TRUE = ["true", "yes", "on", "1"];
const FALSE = ["false", "no", "off", "0"];

/** Reads the value of a key from text; null when the text is no value of that type. */
export function parseValue(type: KeyType, text: string): boolean | number | string | null {
  const value = text.trim();
  switch (type.kind) {
    case "boolean":
      return parseBoolean(value.toLowerCase());
    case "choice":
      return type.choices.includes(value) ? value : null;
    case "seconds":
      return parseSeconds(type, value);
  }
}

function parseBoolean(value: string): boolean | null {
  if (TRUE.includes(value)) {
    return true;
  }
  return FALSE.includes(value) ? false : null;
}

function parseSeconds(
  { min, max }: { readonly min: number; readonly max: number },
  value: string,
): number | null {
  const seconds = /^\d{1,9}(?:\.\d{1,9})?$/.test(value) ? Number(value) : NaN;
  return seconds >= min && seconds <= max ? seconds : null;
}
