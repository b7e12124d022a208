import { fail } from "../store/failure.ts";
import { expectedValue } from "./expected_value.ts";
import { type Key, KEYS, type KeyValue } from "./keys.ts";
import { parseValue } from "./parse_value.ts";
import { variableName } from "./variable_name.ts";

/** The value of a key, and where it comes from. */
export interface Setting<T> {
  readonly value: T;
  /** `default`, or `env:` and the name of the variable. */
  readonly origin: string;
}

/**
 * Reads one key: its environment variable, else its default. An empty variable counts as not set.
 *
 * @param env The environment of this process.
 * @throws `config.invalid` for a value of another type.
 */
export function readSetting<K extends Key>(
  key: K,
  env: Readonly<Record<string, string>>,
): Setting<KeyValue<K>> {
  const { type, default: fallback } = KEYS[key];
  const name = variableName(key);
  const text = env[name] ?? "";
  if (text === "") {
    return { value: fallback as KeyValue<K>, origin: "default" };
  }
  const origin = `env:${name}`;
  const value = parseValue(type, text);
  if (value === null) {
    throw fail("config.invalid", { key, origin, value: text, expected: expectedValue(type) });
  }
  return { value: value as KeyValue<K>, origin };
}
