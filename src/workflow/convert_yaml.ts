import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import type { ProblemCause } from "../store/file_problem.ts";
import { isJsonObject, type JsonValue } from "./json.ts";

/** More collections than this inside each other are refused. */
export const DEPTH_LIMIT = 100;

/** Aliases may stand for so many values altogether. */
export const EXPANSION_LIMIT = 500_000;

/** What became of a YAML document; aliases are shared values, never copies. */
export interface ConvertedYaml {
  readonly value: JsonValue;
  readonly problems: readonly ConversionProblem[];
  /** The node that each object and array came from. */
  readonly nodes: WeakMap<object, YAMLMap | YAMLSeq>;
}

/** One problem, at a character of the text. */
export interface ConversionProblem {
  readonly path: readonly (string | number)[];
  readonly offset: number;
  readonly cause: ProblemCause;
}

/** Turns parsed YAML nodes into JSON. `lineOf` gives the line of a character, from 1. */
export function convertYaml(
  yaml: typeof import("yaml"),
  root: Node,
  lineOf: (offset: number) => number,
): ConvertedYaml {
  const problems: ConversionProblem[] = [];
  const nodes = new WeakMap<object, YAMLMap | YAMLSeq>();
  const sizes = new WeakMap<object, number>();
  const anchors = new Map<string, JsonValue | undefined>();
  const path: (string | number)[] = [];
  let count = 0;
  let expanded = 0;
  let stopped = false;

  function report(node: Node, cause: ProblemCause): null {
    problems.push({ path: [...path], offset: node.range?.[0] ?? 0, cause });
    return null;
  }

  /** What makes further work pointless; the path would be as deep or as long as the attack. */
  function stop(node: Node, cause: ProblemCause): null {
    stopped = true;
    problems.push({ path: [], offset: node.range?.[0] ?? 0, cause });
    return null;
  }

  function convert(node: unknown, depth: number): JsonValue {
    if (stopped || !yaml.isNode(node)) return null;
    count++;
    if (yaml.isAlias(node)) return resolve(node);
    if (yaml.isScalar(node)) {
      const value = convertScalar(node);
      if (node.anchor !== undefined) anchors.set(node.anchor, value);
      return value;
    }
    if (depth >= DEPTH_LIMIT) return stop(node, { kind: "too_deep", limit: DEPTH_LIMIT });
    // Undefined while the collection is open, so that an alias inside finds itself.
    if (node.anchor !== undefined) anchors.set(node.anchor, undefined);
    const before = count;
    const value = yaml.isMap(node) ? convertMap(node, depth) : convertSeq(node as YAMLSeq, depth);
    nodes.set(value, node as YAMLMap | YAMLSeq);
    sizes.set(value, count - before + 1);
    if (node.anchor !== undefined) anchors.set(node.anchor, value);
    return value;
  }

  function resolve(node: Node & { readonly source: string }): JsonValue {
    if (!anchors.has(node.source)) return report(node, { kind: "alias", name: node.source });
    const value = anchors.get(node.source);
    const size = typeof value === "object" && value !== null ? sizes.get(value) ?? 1 : 1;
    count += size;
    expanded += size;
    if (value === undefined || expanded > EXPANSION_LIMIT) {
      return stop(node, { kind: "expansion", limit: EXPANSION_LIMIT });
    }
    return value;
  }

  function convertScalar(node: Scalar): JsonValue {
    const value = node.value;
    if (typeof value !== "number") return value as string | boolean | null;
    if (!Number.isFinite(value)) return report(node, { kind: "not_json", found: "number" });
    if (Number.isInteger(value) && !Number.isSafeInteger(value) && isWholeNumber(node.source)) {
      return node.source;
    }
    return value;
  }

  function convertSeq(node: YAMLSeq, depth: number): readonly JsonValue[] {
    return node.items.map((item, index) => {
      path.push(index);
      const value = convert(item, depth + 1);
      path.pop();
      return value;
    });
  }

  function convertMap(node: YAMLMap, depth: number): JsonValue & object {
    const own = new Map<string, JsonValue>();
    const keyNodes = new Map<string, Node>();
    const merged: [string, JsonValue][] = [];
    for (const pair of node.items) {
      if (stopped) break;
      const keyNode = pair.key as Node;
      if (isMergeKey(keyNode)) {
        merged.push(...mergeEntries(keyNode, convert(pair.value, depth + 1)));
        continue;
      }
      const keyValue = convert(keyNode, depth + 1);
      if (typeof keyValue === "object" && keyValue !== null) {
        report(keyNode, { kind: "not_json", found: "key" });
        continue;
      }
      const key = keyText(keyNode, keyValue);
      path.push(key);
      const first = keyNodes.get(key);
      if (first === undefined) {
        keyNodes.set(key, keyNode);
        own.set(key, convert(pair.value, depth + 1));
      } else {
        const firstLine = first.range ? lineOf(first.range[0]) : null;
        report(keyNode, { kind: "duplicate_key", key, firstLine });
      }
      path.pop();
    }
    // Earlier merges win over later ones, own keys over all.
    return Object.fromEntries([...merged.reverse(), ...own]);
  }

  function isMergeKey(node: Node): boolean {
    return yaml.isScalar(node) && node.value === "<<" && node.type === "PLAIN";
  }

  function mergeEntries(node: Node, value: JsonValue): [string, JsonValue][] {
    const sources = Array.isArray(value) ? value : [value];
    if (sources.every(isJsonObject)) {
      const entries = sources.flatMap((source) => Object.entries(source));
      expanded += entries.length;
      if (expanded <= EXPANSION_LIMIT) return entries;
      stop(node, { kind: "expansion", limit: EXPANSION_LIMIT });
    } else if (!stopped) {
      report(node, { kind: "merge" });
    }
    return [];
  }

  return { value: convert(root, 0), problems, nodes };
}

/** The pair of a mapping whose key is written as `key`, as {@link convertYaml} reads keys. */
export function findPair(node: YAMLMap, key: string): Pair | undefined {
  return node.items.find((pair) => {
    const keyNode = pair.key as Scalar | null;
    return keyNode !== null && "value" in keyNode &&
      keyText(keyNode, keyNode.value as JsonValue) === key;
  });
}

function keyText(node: Node, value: JsonValue): string {
  if (typeof value === "string") return value;
  const source = "source" in node ? node.source : undefined;
  return typeof value === "number" && typeof source === "string" ? source : String(value);
}

function isWholeNumber(source: string | undefined): source is string {
  return source !== undefined && /^[-+]?([0-9]+|0x[0-9a-f]+|0o[0-7]+)$/i.test(source);
}
