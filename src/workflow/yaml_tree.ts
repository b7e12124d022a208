import type { Node, YAMLError, YAMLMap, YAMLSeq } from "yaml";
import type { FileLocation, FileProblem, ProblemCause } from "../store/file_problem.ts";
import { convertYaml, DEPTH_LIMIT, findPair } from "./convert_yaml.ts";
import { isJsonObject, type JsonValue } from "./json.ts";

/** No YAML file that we read is larger than this many characters. */
export const YAML_SIZE_LIMIT = 16 * 1024 * 1024;

/** Keys and indexes that lead from the root of a document to one of its values. */
export type TreePath = readonly (string | number)[];

/** What a YAML text holds, with the way back to lines and spellings. */
export interface YamlTree {
  /** Null if there are problems. */
  readonly value: JsonValue;
  readonly problems: readonly FileProblem[];
  /** Where the entry at a path is; if it is not there, where the nearest collection around it is. */
  locate(path: TreePath): FileLocation;
  /** The characters of the scalar at a path as they are written; null if there is no scalar. */
  spelling(path: TreePath): string | null;
}

/**
 * Parses one YAML 1.2 document (core schema, merge keys, no custom tags) into JSON. Duplicate keys,
 * alias bombs, NaN, no content and further documents are problems, not exceptions. Integers that a
 * number cannot hold exactly stay the text that was written. The parser is loaded on the first call.
 */
export async function parseYamlTree(text: string): Promise<YamlTree> {
  if (text.length > YAML_SIZE_LIMIT) {
    return failedTree([wholeFile({ kind: "too_large", limit: YAML_SIZE_LIMIT })]);
  }
  const yaml = await import("yaml");
  return readTree(yaml, text.replace(/^\uFEFF/, ""));
}

function readTree(yaml: typeof import("yaml"), text: string): YamlTree {
  const lineCounter = new yaml.LineCounter();
  const document = yaml.parseDocument(text, {
    version: "1.2",
    schema: "core",
    resolveKnownTags: false,
    // The library compares each key with all others; `convertYaml` does it in linear time.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter,
  });
  function place(path: TreePath, offset: number): FileLocation {
    const { line, col } = lineCounter.linePos(offset);
    return { location: path.join("."), line, column: col };
  }

  // The first one only: what follows is mostly its consequence.
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    return failedTree([{ ...place([], fault.pos[0]), cause: faultCause(fault) }]);
  }
  const root = document.contents as Node | null;
  if (root === null || (yaml.isScalar(root) && root.source === "")) {
    return failedTree([wholeFile({ kind: "empty" })]);
  }
  const { value, problems, nodes } = convertYaml(
    yaml,
    root,
    (offset) => lineCounter.linePos(offset).line,
  );
  if (problems.length > 0) {
    return failedTree(
      problems.map(({ path, offset, cause }) => ({ ...place(path, offset), cause })),
    );
  }
  return {
    value,
    problems: [],
    locate: (path) => place(path, findEntry(value, nodes, root, path).offset),
    spelling: (path) => findEntry(value, nodes, root, path).source,
  };
}

function faultCause({ code, message }: YAMLError): ProblemCause {
  switch (code) {
    case "MULTIPLE_DOCS":
      return { kind: "several_documents" };
    // The library composes recursively, and stops before the stack ends.
    case "RESOURCE_EXHAUSTION":
      return { kind: "too_deep", limit: DEPTH_LIMIT };
    default:
      return { kind: "syntax", detail: message.replace(/[.:]?(\n.*)?$/s, "").slice(0, 200) };
  }
}

interface Entry {
  readonly offset: number;
  readonly source: string | null;
}

function findEntry(
  value: JsonValue,
  nodes: WeakMap<object, YAMLMap | YAMLSeq>,
  root: Node,
  path: TreePath,
): Entry {
  let offset = root.range?.[0] ?? 0;
  let source: string | null = null;
  let here: JsonValue | undefined = value;
  for (const step of path) {
    source = null;
    const node = typeof here === "object" && here !== null ? nodes.get(here) : undefined;
    if (node === undefined) break;
    const pair = "get" in node && typeof step === "string" ? findPair(node as YAMLMap, step) : null;
    const entry = (pair === null ? node.items[Number(step)] : pair?.value) as
      | Node
      | null
      | undefined;
    offset = ((pair?.key as Node | undefined) ?? entry ?? node).range?.[0] ?? offset;
    if (entry && "value" in entry && "source" in entry) source = String(entry.source);
    here = child(here, step);
  }
  return { offset, source };
}

function child(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function wholeFile(cause: ProblemCause): FileProblem {
  return { location: "", line: null, column: null, cause };
}

function failedTree(problems: readonly FileProblem[]): YamlTree {
  return {
    value: null,
    problems,
    locate: (path) => ({ location: path.join("."), line: null, column: null }),
    spelling: () => null,
  };
}
