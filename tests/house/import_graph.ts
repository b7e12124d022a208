import { posix } from "node:path";

/** For each module the modules of the program that it loads, directly. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** An import or export of a value; those of types are gone at run time. */
const STATIC = /^\s*(?:import|export)\s+(?!type\b)(?:[^"'`;]*?\bfrom\s*)?"(\.[^"]+)"/gm;
const TYPES = /^\s*(?:import|export)\s+type\b[^"'`;]*?\bfrom\s*"(\.[^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"(\.[^"]+)"/g;

/** The graph of what `modules`, a map from paths to source texts, load at run time. */
export function importGraph(modules: ReadonlyMap<string, string>): ImportGraph {
  return graphOf(modules, [STATIC, DYNAMIC]);
}

/** The graph of what `modules` must be read with to be understood: static imports and types. */
export function namingGraph(modules: ReadonlyMap<string, string>): ImportGraph {
  return graphOf(modules, [STATIC, TYPES]);
}

function graphOf(
  modules: ReadonlyMap<string, string>,
  forms: readonly RegExp[],
): ImportGraph {
  const graph = new Map<string, readonly string[]>();
  for (const [path, source] of modules) {
    const specifiers = forms.flatMap((form) => [...source.matchAll(form)])
      .flatMap((match) => match[1] ?? []);
    graph.set(path, specifiers.map((to) => posix.join(posix.dirname(path), to)));
  }
  return graph;
}

/** `start` and everything it loads, directly or not. */
export function reachable(graph: ImportGraph, start: string): ReadonlySet<string> {
  const seen = new Set([start]);
  for (const path of seen) for (const to of graph.get(path) ?? []) seen.add(to);
  return seen;
}

/** The modules that load themselves through others. */
export function cyclic(graph: ImportGraph): readonly string[] {
  return [...graph].filter(([path, imports]) =>
    imports.some((to) => reachable(graph, to).has(path))
  ).map(([path]) => path);
}
