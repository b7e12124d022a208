import { namesSecret } from "./scrub_context.ts";
import { scrubText } from "./scrub_text.ts";

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | {
  readonly [key: string]: Json;
};

/**
 * Scrubs every string value of a JSON value, a value in an object also by the key before it. Keys stay
 * as they are. A value in which nothing changed is returned itself.
 */
export function scrubJson(value: Json): Json {
  if (typeof value === "string") {
    return scrubText(value);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return isList(value) ? scrubList(value) : scrubObject(value);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

function scrubList(list: readonly Json[]): readonly Json[] {
  const scrubbed = list.map(scrubJson);
  return scrubbed.some((value, index) => value !== list[index]) ? scrubbed : list;
}

function scrubObject(object: { readonly [key: string]: Json }): Json {
  let changed = false;
  const entries = Object.entries(object).map(([key, value]): [string, Json] => {
    const scrubbed = typeof value === "string" ? scrubField(key, value) : scrubJson(value);
    changed ||= scrubbed !== value;
    return [key, scrubbed];
  });
  // Not assignment: a key may be `__proto__`.
  return changed ? Object.fromEntries(entries) : object;
}

function scrubField(key: string, value: string): string {
  if (!namesSecret(key)) {
    return scrubText(value);
  }
  const name = `${key}: `;
  const scrubbed = scrubText(name + value);
  // A key that is itself a secret is changed too, and then it is not known where the value begins.
  return scrubText(scrubbed.startsWith(name) ? scrubbed.slice(name.length) : value);
}
