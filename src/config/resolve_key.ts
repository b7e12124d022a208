import { type ConfigFile, entryOrigin } from "./config_file.ts";
import type { AnyValue, Written } from "./key.ts";
import { type Key, keyDefinition } from "./keys.ts";
import { parseValue } from "./parse_value.ts";
import { variableName } from "./variable_name.ts";

/** Where values come from; a layer wins over those after it. */
export type Layer = "flag" | "environment" | "repository" | "user" | "default";

/** What one layer says of a key. */
export interface Candidate {
  readonly layer: Layer;
  /** `flag:--x`, `env:NAME`, `file:line:column` or `default`. */
  readonly origin: string;
  readonly written: Written;
  /** Null when what is written is no value of the key's type. */
  readonly value: AnyValue | null;
  /** Why it is not the value of the key, or that it is. */
  readonly fate: "wins" | "overridden" | "invalid" | "user_only" | "not_granted";
}

/** All that the value of a key depends on. */
export interface LayersOfKey {
  /** The value of the key's flag, null when it is not given. */
  readonly flag: Written;
  readonly env: Readonly<Record<string, string>>;
  readonly repository: ConfigFile | null;
  readonly user: ConfigFile | null;
  /** Whether dangerous keys of the repository are granted. */
  readonly granted: boolean;
}

/**
 * What each layer says of a key, the winner among them: the first that may set the key and has a
 * value of its type. The last one is the default, so that one always wins.
 */
export function resolveKey(key: Key, layers: LayersOfKey): readonly Candidate[] {
  let won = false;
  return candidates(key, layers).map((candidate) => {
    const { fate } = candidate;
    if (fate !== "wins") {
      return candidate;
    }
    const isFirst = !won;
    won = true;
    return isFirst ? candidate : { ...candidate, fate: "overridden" };
  });
}

/** The candidate that wins. */
export function winnerOf(
  candidates: readonly Candidate[],
): Candidate & { readonly value: AnyValue } {
  const winner = candidates.find(({ fate }) => fate === "wins");
  if (winner === undefined || winner.value === null) {
    throw new Error("A key without a default");
  }
  return { ...winner, value: winner.value };
}

function candidates(key: Key, layers: LayersOfKey): readonly Candidate[] {
  const definition = keyDefinition(key);
  const fallback = definition.default;
  return [
    ...fromFlag(key, layers),
    ...fromEnvironment(key, layers),
    ...fromFile(key, layers.repository, layers.granted),
    ...fromFile(key, layers.user, true),
    { layer: "default", origin: "default", written: null, value: fallback, fate: "wins" },
  ];
}

function fromFlag(key: Key, { flag }: LayersOfKey): readonly Candidate[] {
  const { flag: name } = keyDefinition(key);
  return flag === null ? [] : [candidate(key, "flag", `flag:--${name}`, flag)];
}

/** An empty variable counts as not set. */
function fromEnvironment(key: Key, { env }: LayersOfKey): readonly Candidate[] {
  const name = variableName(key);
  const text = env[name] ?? "";
  return text === "" ? [] : [candidate(key, "environment", `env:${name}`, text)];
}

function fromFile(key: Key, file: ConfigFile | null, granted: boolean): readonly Candidate[] {
  const entry = file?.entries.find((entry) => entry.key === key);
  if (file === null || entry === undefined) {
    return [];
  }
  const found = candidate(key, file.layer, entryOrigin(file, entry), entry.written);
  const { class: keyClass } = keyDefinition(key);
  if (keyClass === "user-only" && file.layer === "repository") {
    return [{ ...found, fate: "user_only" }];
  }
  return keyClass === "dangerous" && !granted && found.fate === "wins"
    ? [{ ...found, fate: "not_granted" }]
    : [found];
}

function candidate(key: Key, layer: Layer, origin: string, written: Written): Candidate {
  const value = parseValue(keyDefinition(key).type, written);
  return { layer, origin, written, value, fate: value === null ? "invalid" : "wins" };
}
