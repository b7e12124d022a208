import assert from "node:assert/strict";
import { isPure } from "../../scripts/lint/layers.ts";
import { cyclic, type ImportGraph, importGraph, namingGraph, reachable } from "./import_graph.ts";
import { filesBelow, programModules, textOf } from "./repository.ts";

function graphOfProgram(): ImportGraph {
  return importGraph(new Map(programModules().map((path) => [path, textOf(path)])));
}

/** The modules with the word for the platform that pure modules load, as "pure loads module". */
function platformBehindPure(modules: ReadonlyMap<string, string>): readonly string[] {
  const graph = importGraph(modules);
  return [...modules.keys()].filter(isPure).flatMap((pure) =>
    [...reachable(graph, pure)].filter((path) => /\bDeno\.\w/.test(modules.get(path) ?? ""))
      .map((path) => `${pure} loads ${path}`)
  );
}

Deno.test("no module of the program loads itself through others", () => {
  assert.deepEqual(cyclic(graphOfProgram()), []);
});

Deno.test("no module is named by itself through others, not even for a type", () => {
  const graph = namingGraph(new Map(programModules().map((path) => [path, textOf(path)])));
  assert.deepEqual(cyclic(graph), []);
});

Deno.test("a cycle of types is reported", () => {
  const graph = namingGraph(
    new Map([
      ["src/cli/a.ts", 'import type { B } from "./b.ts";\nexport type A = B;'],
      ["src/cli/b.ts", 'import { c } from "./c.ts";'],
      ["src/cli/c.ts", 'export type { A } from "./a.ts";'],
    ]),
  );
  assert.deepEqual(cyclic(graph), ["src/cli/a.ts", "src/cli/b.ts", "src/cli/c.ts"]);
});

Deno.test("every import within the program leads to a module or a text", () => {
  const graph = graphOfProgram();
  const texts = filesBelow("src").filter((path) => !path.endsWith(".ts"));
  const known = new Set([...graph.keys(), ...texts, "deno.json"]);
  const missing = [...graph].flatMap(([path, imports]) =>
    imports.filter((to) => !known.has(to)).map((to) => `${path}: ${to}`)
  );
  assert.deepEqual(missing, []);
});

Deno.test("no pure module loads one that uses the platform", () => {
  const modules = new Map(programModules().map((path) => [path, textOf(path)]));
  assert.deepEqual(platformBehindPure(modules), []);
});

Deno.test("a pure module that loads the platform through another is reported", () => {
  const modules = new Map([
    ["src/tar/a.ts", 'import { b } from "../repo/b.ts";\nb();'],
    ["src/repo/b.ts", 'export { c } from "../store/c.ts";'],
    ["src/store/c.ts", 'export const c = Deno.readFileSync("c");'],
    ["src/tar/d.ts", 'import type { C } from "../store/c.ts";\nexport type D = C;'],
  ]);
  assert.deepEqual(platformBehindPure(modules), ["src/tar/a.ts loads src/store/c.ts"]);
});

Deno.test("a cycle is reported through static, re-exporting and dynamic imports", () => {
  const graph = importGraph(
    new Map([
      ["src/cli/a.ts", 'import {\n  b,\n} from "./b.ts";\nb();'],
      ["src/cli/b.ts", 'export * from "../cli/c.ts";'],
      ["src/cli/c.ts", 'export function c() {\n  return import("./a.ts");\n}'],
      ["src/cli/d.ts", 'import "./a.ts";'],
    ]),
  );
  assert.deepEqual(cyclic(graph), ["src/cli/a.ts", "src/cli/b.ts", "src/cli/c.ts"]);
});
