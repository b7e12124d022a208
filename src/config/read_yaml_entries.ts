import type { ProblemCause } from "../store/file_problem.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../workflow/json.ts";
import { parseYamlTree, type TreePath, type YamlTree } from "../workflow/yaml_tree.ts";
import type { FileContent, FileEntry } from "./config_file.ts";
import type { Written } from "./key.ts";
import { KEY_NAMES } from "./keys.ts";

/** First words of the keys, which a file may write as mappings: `lock: { timeout: 5 }`. */
const SECTIONS: ReadonlySet<string> = new Set(KEY_NAMES.map((key) => key.split(".", 1)[0] ?? ""));

/** Whether a file may write the keys that begin with a word as one mapping. */
export function isSection(name: string): boolean {
  return SECTIONS.has(name);
}

/** Reads the YAML text of a configuration file. The parser is loaded on the first call. */
export async function readYamlEntries(text: string): Promise<FileContent> {
  const tree = await parseYamlTree(text);
  const { value, problems } = tree;
  if (problems.length > 0) {
    const isEmpty = problems.every(({ cause }) => cause.kind === "empty");
    return { entries: [], problems: isEmpty ? [] : problems };
  }
  if (value === null) {
    return { entries: [], problems: [] };
  }
  if (!isJsonObject(value)) {
    const found = Array.isArray(value) ? "list" : typeof value as "string" | "number" | "boolean";
    const cause: ProblemCause = { kind: "type", expected: "mapping", found };
    return { entries: [], problems: [{ ...tree.locate([]), cause }] };
  }
  return withoutDuplicates(entriesOf(value, tree));
}

function entriesOf(root: JsonObject, tree: YamlTree): readonly FileEntry[] {
  return Object.entries(root).flatMap(([name, value]) =>
    isSection(name) && isJsonObject(value)
      ? Object.entries(value).flatMap(([child, inner]) =>
        entryAt(`${name}.${child}`, inner, [name, child], tree)
      )
      : entryAt(name, value, [name], tree)
  );
}

function entryAt(
  key: string,
  value: JsonValue,
  path: TreePath,
  tree: YamlTree,
): readonly FileEntry[] {
  if (value === null) {
    return [];
  }
  const { line, column } = tree.locate(path);
  return [{ key, written: writtenOf(value, path, tree), line: line ?? 1, column: column ?? 1 }];
}

function writtenOf(value: JsonValue, path: TreePath, tree: YamlTree): Written {
  if (!Array.isArray(value)) {
    return scalarText(value, path, tree);
  }
  const texts = value.map((item: JsonValue, at) => scalarText(item, [...path, at], tree));
  return texts.every((text) => text !== null) ? texts : null;
}

function scalarText(value: JsonValue, path: TreePath, tree: YamlTree): string | null {
  if (typeof value === "object") {
    return null;
  }
  return typeof value === "string" ? value : tree.spelling(path) ?? String(value);
}

/** `lock.timeout` and `timeout` below `lock` are one key. */
function withoutDuplicates(entries: readonly FileEntry[]): FileContent {
  const first = new Map<string, FileEntry>();
  for (const entry of entries) {
    const { key, line, column } = entry;
    const other = first.get(key);
    if (other !== undefined) {
      const cause: ProblemCause = { kind: "duplicate_key", key, firstLine: other.line };
      return { entries: [], problems: [{ location: "", line, column, cause }] };
    }
    first.set(key, entry);
  }
  return { entries, problems: [] };
}
