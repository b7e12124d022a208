import { fail } from "../store/failure.ts";
import { assertReadable, type ConfigFile } from "./config_file.ts";
import { expectedValue } from "./expected_value.ts";
import type { Written } from "./key.ts";
import { type Key, keyDefinition, type KeyValue } from "./keys.ts";
import { type Candidate, type Layer, resolveKey, winnerOf } from "./resolve_key.ts";
import { writtenText } from "./written_text.ts";

/** The value of a key, and where it comes from. */
export interface Setting<T> {
  readonly value: T;
  readonly layer: Layer;
  /** `flag:--x`, `env:NAME`, `file:line:column` or `default`. */
  readonly origin: string;
}

/** Where settings are read from; each file is read when it is first asked for. */
export interface ConfigSources {
  readonly env: Readonly<Record<string, string>>;
  /** The value of a flag of this command line, null when it is not given. */
  readonly flag: (name: string) => Written;
  readonly repository: () => Promise<ConfigFile>;
  readonly user: () => Promise<ConfigFile>;
}

/** How a setting is read. */
export interface ReadingRules {
  /** Whether dangerous keys of the repository are granted; they count only then. */
  readonly granted?: boolean;
}

/**
 * Reads one key for a command that depends on it, from the first layer that has it. A file is opened
 * only if no layer before it has the key.
 *
 * @throws `config.invalid` for a value of another type, `config.unreadable` for a file that cannot be
 * parsed, `home.unsafe` and `file.unreadable` for one that cannot be opened.
 */
export async function readSetting<K extends Key>(
  key: K,
  sources: ConfigSources,
  rules: ReadingRules = {},
): Promise<Setting<KeyValue<K>>> {
  const { flag } = keyDefinition(key);
  let layers = {
    flag: flag === undefined ? null : sources.flag(flag),
    env: sources.env,
    repository: null as ConfigFile | null,
    user: null as ConfigFile | null,
    granted: rules.granted ?? false,
  };
  for (const layer of ["repository", "user"] as const) {
    const winner = decided(key, resolveKey(key, layers));
    if (winner.layer !== "default") {
      return winner as Setting<KeyValue<K>>;
    }
    const file = await sources[layer]();
    assertReadable(file);
    layers = { ...layers, [layer]: file };
  }
  return decided(key, resolveKey(key, layers)) as Setting<KeyValue<K>>;
}

function decided(key: Key, candidates: readonly Candidate[]): Setting<unknown> {
  const invalid = candidates.find(({ fate }) => fate === "wins" || fate === "invalid");
  if (invalid?.fate === "invalid") {
    throw invalidValue(key, invalid);
  }
  const { value, layer, origin } = winnerOf(candidates);
  return { value, layer, origin };
}

/** The failure for a value that is not of the type of its key. */
export function invalidValue(key: Key, { origin, written }: Candidate): Error {
  const expected = expectedValue(keyDefinition(key).type);
  return fail("config.invalid", { key, origin, value: writtenText(written), expected });
}
