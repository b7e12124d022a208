import type { Node, Pair, YAMLMap } from "yaml";
import { findPair } from "../workflow/convert_yaml.ts";

/** A part of a text, as offsets. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Where a key and its value stand in a YAML text. */
export interface PairPlace {
  readonly key: TextRange;
  /** Without anchor and tag; null if there is nothing after the key. */
  readonly value: TextRange | null;
  /** Where the value of the pair before it ends, and where the key after it begins. */
  readonly previous: number | null;
  readonly next: number | null;
}

/** The mapping that a file consists of. */
export interface RootPlace extends TextRange {
  readonly kind: "none" | "block" | "flow";
}

/**
 * Finds a key of the configuration, written with a dot or as a mapping in a mapping, in a YAML text
 * that can be read. The parser is loaded on the first call.
 */
export async function placeOfKey(
  text: string,
  key: string,
): Promise<{ readonly pair: PairPlace | null; readonly root: RootPlace }> {
  const yaml = await import("yaml");
  const { contents } = yaml.parseDocument(text, {
    version: "1.2",
    schema: "core",
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
  });
  if (!yaml.isMap(contents)) {
    return { pair: null, root: { kind: "none", from: 0, to: 0 } };
  }
  const [from = 0, to = 0] = contents.range ?? [];
  const root: RootPlace = { kind: contents.flow === true ? "flow" : "block", from, to };
  const { section, name } = splitKey(key);
  const inner = findPair(contents, section)?.value;
  const pair = placeIn(contents, key) ?? (yaml.isMap(inner) ? placeIn(inner, name) : null);
  return { pair, root };
}

/** The mapping in which a key may stand, and its name there; without a dot both are empty. */
export function splitKey(key: string): { readonly section: string; readonly name: string } {
  const dot = key.indexOf(".");
  return dot < 0
    ? { section: "", name: "" }
    : { section: key.slice(0, dot), name: key.slice(dot + 1) };
}

function placeIn(map: YAMLMap, name: string): PairPlace | null {
  const pair = findPair(map, name);
  const key = rangeOf(pair?.key);
  if (pair === undefined || key === null) {
    return null;
  }
  const at = map.items.indexOf(pair);
  const before = map.items[at - 1];
  return {
    key,
    value: rangeOf(pair.value),
    previous: before === undefined ? null : endOf(before),
    next: rangeOf(map.items[at + 1]?.key)?.from ?? null,
  };
}

function endOf({ key, value }: Pair): number | null {
  return rangeOf(value)?.to ?? rangeOf(key)?.to ?? null;
}

function rangeOf(node: unknown): TextRange | null {
  const range = (node as Node | null | undefined)?.range;
  return range ? { from: range[0], to: range[1] } : null;
}
