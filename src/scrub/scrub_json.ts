import { namesSecret } from "./find_context.ts";
import type { KnownValues } from "./known_values.ts";
import { scrubText } from "./scrub_text.ts";

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | {
  readonly [key: string]: Json;
};

/**
 * Scrubs every string value of a JSON value, a value in an object also by the key before it. Keys stay
 * as they are. A value in which nothing changed is returned itself.
 */
export function scrubJson(value: Json, known: KnownValues | null): Json {
  if (typeof value === "string") {
    return scrubText(value, known);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return isList(value) ? scrubList(value, known) : scrubObject(value, known);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

function scrubList(list: readonly Json[], known: KnownValues | null): readonly Json[] {
  const scrubbed = list.map((value) => scrubJson(value, known));
  return scrubbed.some((value, index) => value !== list[index]) ? scrubbed : list;
}

function scrubObject(object: { readonly [key: string]: Json }, known: KnownValues | null): Json {
  let changed = false;
  const entries = Object.entries(object).map(([key, value]): [string, Json] => {
    const scrubbed = typeof value === "string"
      ? scrubField(key, value, known)
      : scrubJson(value, known);
    changed ||= scrubbed !== value;
    return [key, scrubbed];
  });
  // Not assignment: a key may be `__proto__`.
  return changed ? Object.fromEntries(entries) : object;
}

function scrubField(key: string, value: string, known: KnownValues | null): string {
  if (!namesSecret(key)) {
    return scrubText(value, known);
  }
  const name = `${key}: `;
  const scrubbed = scrubText(name + value, known);
  // A key that is itself a secret is changed too, and then it is not known where the value begins.
  return scrubText(scrubbed.startsWith(name) ? scrubbed.slice(name.length) : value, known);
}
