import { isJsonObject, type JsonObject, type JsonValue } from "../workflow/json.ts";
import { parseYamlTree } from "../workflow/yaml_tree.ts";
import type { AnyValue } from "./key.ts";
import { type PairPlace, placeOfKey, type RootPlace, splitKey } from "./pair_place.ts";
import { isSection } from "./read_yaml_entries.ts";
import { writeValue } from "./write_value.ts";

/** What became of an edit. */
export type ConfigEdit =
  | { readonly kind: "edited"; readonly text: string }
  /** The key is not set, and was to be removed. */
  | { readonly kind: "absent" }
  /** No edit of single bytes does it, as where an alias shares the value; `line` is where to look. */
  | { readonly kind: "refused"; readonly line: number };

/** Bytes of a text that are replaced. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Sets or removes one key in the text of a configuration file. All other characters stay as they are:
 * the value is replaced where it stands, a new key becomes a line of its own, and the result is taken
 * only if it reads like the text before but for that key.
 *
 * @param text A text that can be read.
 * @param value Null removes the key.
 */
export async function editConfig(
  text: string,
  key: string,
  value: AnyValue | null,
): Promise<ConfigEdit> {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  const body = text.slice(mark.length);
  const { pair, root } = await placeOfKey(body, key);
  if (pair === null && value === null) {
    return { kind: "absent" };
  }
  const before = await readObject(body);
  const wanted = canonical(withKey(before ?? {}, key, value));
  for (const splice of splices(body, key, value, pair, root)) {
    const edited = body.slice(0, splice.from) + splice.insert + body.slice(splice.to);
    const after = await readObject(edited);
    if (after !== null && canonical(after) === wanted) {
      return { kind: "edited", text: mark + edited };
    }
  }
  return { kind: "refused", line: lineAt(body, pair?.key.from ?? 0) };
}

function splices(
  text: string,
  key: string,
  value: AnyValue | null,
  pair: PairPlace | null,
  root: RootPlace,
): readonly Splice[] {
  if (value === null) {
    return pair === null ? [] : removals(text, pair);
  }
  const token = writeValue(value);
  return pair === null
    ? additions(text, `${key}: ${token}`, root)
    : replacements(text, pair, token);
}

/** In the place of the value; as the value of a list that began below its key, indented. */
function replacements(text: string, { value }: PairPlace, token: string): readonly Splice[] {
  if (value === null) {
    return [];
  }
  const from = value.from;
  const to = trimmedEnd(text, value.from, value.to);
  return ["", " ", "  "].map((space) => ({ from, to, insert: space + token }));
}

/** The lines of the pair; in a mapping of one line, the pair and a comma. */
function removals(text: string, { key, value, previous, next }: PairPlace): readonly Splice[] {
  const from = text.lastIndexOf("\n", key.from - 1) + 1;
  const end = value === null ? key.to : trimmedEnd(text, value.from, value.to);
  const newline = text.indexOf("\n", Math.max(end, key.to));
  const to = newline < 0 ? text.length : newline + 1;
  return [
    { from, to, insert: "" },
    ...(next === null ? [] : [{ from: key.from, to: next, insert: "" }]),
    ...(previous === null ? [] : [{ from: previous, to: end, insert: "" }]),
    { from: key.from, to: end, insert: "" },
  ];
}

/** At the end of the file; else before the first key; inside a mapping of one line, before its end. */
function additions(text: string, entry: string, root: RootPlace): readonly Splice[] {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const isOpen = text !== "" && !text.endsWith("\n");
  const atEnd = (indent: string): Splice => ({
    from: text.length,
    to: text.length,
    insert: `${isOpen ? newline : ""}${indent}${entry}${newline}`,
  });
  if (root.kind === "none") {
    return [atEnd(""), { from: 0, to: 0, insert: `${entry}${newline}` }];
  }
  if (root.kind === "flow") {
    const at = root.to - 1;
    return [`, ${entry}`, ` ${entry}`, entry].map((insert) => ({ from: at, to: at, insert }));
  }
  const line = text.lastIndexOf("\n", root.from - 1) + 1;
  const indent = text.slice(line, root.from);
  return [
    atEnd(indent),
    { from: line, to: line, insert: `${indent}${entry}${newline}` },
    { from: root.from, to: root.from, insert: `${entry}${newline}${indent}` },
  ];
}

/** The end of a value without the line ends and spaces that its range takes in. */
function trimmedEnd(text: string, from: number, to: number): number {
  return from + text.slice(from, to).trimEnd().length;
}

async function readObject(text: string): Promise<JsonObject | null> {
  const { value, problems } = await parseYamlTree(text);
  if (problems.length > 0) {
    return problems.every(({ cause }) => cause.kind === "empty") ? {} : null;
  }
  return value === null ? {} : isJsonObject(value) ? value : null;
}

/** The same object with the key set or removed, where it stands now or else at the top. */
function withKey(root: JsonObject, key: string, value: AnyValue | null): JsonObject {
  const { section, name } = splitKey(key);
  const inner = Object.hasOwn(root, section) ? root[section] : undefined;
  if (!Object.hasOwn(root, key) && isJsonObject(inner) && Object.hasOwn(inner, name)) {
    return { ...root, [section]: withEntry(inner, name, value) };
  }
  return withEntry(root, key, value);
}

function withEntry(object: JsonObject, name: string, value: AnyValue | null): JsonObject {
  const others = Object.entries(object).filter(([other]) => other !== name);
  return Object.fromEntries(value === null ? others : [...others, [name, value]]);
}

/** Equal for objects with the same entries in any order; a section without keys is none. */
function canonical(root: JsonObject): string {
  const entries = Object.entries(root).filter(([name, value]) =>
    !(isSection(name) && (value === null || (isJsonObject(value) && isEmpty(value))))
  );
  return JSON.stringify(sorted(Object.fromEntries(entries)));
}

function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return isJsonObject(value)
    ? Object.fromEntries(
      Object.entries(value)
        .toSorted(([a], [b]) => a < b ? -1 : 1)
        .map(([name, inner]) => [name, sorted(inner)]),
    )
    : value;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
