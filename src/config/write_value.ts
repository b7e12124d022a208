import type { AnyValue } from "./key.ts";

/** A text that YAML reads as itself without quotes, whatever stands around it. */
const PLAIN = /^[A-Za-z_/][A-Za-z0-9_./@+-]*$/;

/** What looks plain and is not read as a text. */
const SPECIAL = /^(?:true|false|null)$/i;

/** A value as it is written into a YAML file, on one line. */
export function writeValue(value: AnyValue): string {
  if (Array.isArray(value)) {
    return `[${value.map(writeText).join(", ")}]`;
  }
  return typeof value === "string" ? writeText(value) : String(value);
}

function writeText(text: string): string {
  return PLAIN.test(text) && !SPECIAL.test(text) ? text : JSON.stringify(text);
}
