import assert from "node:assert/strict";
import { join } from "node:path";
import houseRules from "../../scripts/lint/house_rules.ts";
import { programModules, REPOSITORY, textOf } from "./repository.ts";

/** What the rules report about `source` as the module at `path`, as "rule: message". */
function reports(path: string, source: string): readonly string[] {
  return Deno.lint.runPlugin(houseRules, join(REPOSITORY, path), source)
    .map((diagnostic) => `${diagnostic.id.replace("house/", "")}: ${diagnostic.message}`);
}

Deno.test("every module of the program keeps the rules of the house", () => {
  const broken = programModules().flatMap((path) =>
    reports(path, textOf(path)).map((report) => `${path}: ${report}`)
  );
  assert.deepEqual(broken, []);
});

Deno.test("an import that points to an earlier layer is reported", () => {
  const message = 'import-direction: "src/doctor" is in an earlier layer than "src/store"';
  for (
    const source of [
      'import { a } from "../doctor/a.ts";\na();',
      'import type { A } from "../doctor/a.ts";\nexport type B = A;',
      'export { a } from "../doctor/a.ts";',
      'export * from "../doctor/a.ts";',
      'export function a() {\n  return import("../doctor/a.ts");\n}',
    ]
  ) {
    assert.deepEqual(reports("src/store/b.ts", source), [message], source);
  }
});

Deno.test("an import that points to a sibling is reported in every layer that has siblings", () => {
  const siblings = [
    ["migrate", "snapshot", "secrets", "trust"],
    ["session", "config"],
    ["workflow", "seal", "tar", "scrub"],
    ["process", "store"],
  ];
  for (const layer of siblings) {
    for (const from of layer) {
      for (const to of layer.filter((folder) => folder !== from)) {
        const found = reports(`src/${from}/a.ts`, `export * from "../${to}/b.ts";`);
        assert.equal(found.length, 1, `${from} imports ${to}`);
        assert.match(found[0] ?? "", /are siblings/);
      }
    }
  }
});

Deno.test("an import that points to a later layer is fine", () => {
  const path = ["cli", "doctor", "trust", "config", "tar", "repo", "git", "store", "stream"];
  path.forEach((from, index) => {
    for (const to of path.slice(index)) {
      const source = `export * from "../${to}/b.ts";`;
      assert.deepEqual(reports(`src/${from}/a.ts`, source), [], `${from} imports ${to}`);
    }
  });
});

Deno.test("an import of something outside the program is reported", () => {
  assert.equal(reports("src/cli/a.ts", 'export * from "../../tests/a.ts";').length, 1);
  assert.equal(reports("src/cli/a.ts", 'export * from "../../scripts/a.ts";').length, 1);
  assert.equal(reports("src/cli/a.ts", 'export * from "../../deno.json";').length, 1);
  assert.deepEqual(reports("src/cli/version.ts", 'export * from "../../deno.json";'), []);
});

Deno.test("a folder without a place in the layers is reported", () => {
  assert.equal(reports("src/other/a.ts", 'export * from "../store/a.ts";').length, 1);
  assert.equal(reports("src/cli/a.ts", 'export * from "../other/a.ts";').length, 1);
  assert.equal(reports("main.ts", 'export * from "./src/store/a.ts";').length, 1);
});

Deno.test("the platform is reported outside the folders that may use it", () => {
  const source = 'export const a: string = Deno.readTextFileSync("a");';
  for (const path of ["main.ts", "src/cli/a.ts", "src/session/a.ts", "src/tar/a.ts"]) {
    assert.deepEqual(reports(path, source), ["platform: Deno must not be used in this module"]);
  }
  assert.equal(reports("src/doctor/a.ts", "export type A = Deno.FsFile;").length, 1);
  assert.equal(reports("src/doctor/a.ts", "globalThis.Deno.exit(1);").length, 1);
  for (const path of ["src/cli/context.ts", "src/store/a.ts", "src/repo/a.ts", "src/git/a.ts"]) {
    assert.deepEqual(reports(path, source), []);
  }
});

Deno.test("the word for the platform is fine in text and comments", () => {
  assert.deepEqual(reports("src/cli/a.ts", '// Deno\nexport const a = "Deno";'), []);
});

Deno.test("clocks, chance, timers and the network are reported in a pure module", () => {
  for (
    const source of [
      "Date.now();",
      "new Date();",
      "Math.random();",
      "performance.now();",
      "setTimeout(() => {}, 1);",
      'fetch("a");',
    ]
  ) {
    for (const folder of ["workflow", "seal", "tar", "scrub", "stream"]) {
      const found = reports(`src/${folder}/a.ts`, source);
      assert.equal(found.length, 1, source);
      assert.match(found[0] ?? "", /^pure: /);
    }
    assert.deepEqual(reports("src/session/a.ts", source), []);
  }
  assert.deepEqual(reports("src/workflow/a.ts", "export const at = new Date(0);"), []);
});

Deno.test("anything asynchronous is reported in the store", () => {
  for (
    const source of [
      "export async function a() {}",
      "export const a = { async b() {} };",
      "export const a = [async () => {}];",
      "export function a(): Promise<void> {\n  return b;\n}",
      "export const a = await b;",
      "for await (const a of b) a();",
      'Deno.readTextFile("a");',
    ]
  ) {
    const found = reports("src/store/a.ts", source);
    assert.notEqual(found.length, 0, source);
    assert.match(found.join("\n"), /^synchronous: /);
    assert.deepEqual(reports("src/repo/a.ts", source), []);
  }
  assert.deepEqual(reports("src/store/a.ts", 'Deno.readTextFileSync("a");\nDeno.cwd();'), []);
});

Deno.test("taking a lock may wait, but not for the platform", () => {
  assert.deepEqual(reports("src/store/lock.ts", "await pause();"), []);
  assert.equal(reports("src/store/lock.ts", 'await Deno.open("a");').length, 1);
});

Deno.test("a variable that the minifier would not dispose of is reported", () => {
  const message = "no-using: The minifier drops the disposal: use disposing()";
  const source = "export function a() {\n  using b = c();\n  b.d();\n}";
  assert.deepEqual(reports("src/store/a.ts", source), [message]);
  assert.deepEqual(reports("tests/a.ts", source), []);
});

Deno.test("a type that stands for anything is reported", () => {
  const message = 'no-any: Say what it is, or "unknown"';
  assert.deepEqual(reports("src/cli/a.ts", "export const a = 1 as any;"), [message]);
  assert.deepEqual(reports("scripts/a.ts", "export type A = any[];"), [message]);
});

Deno.test("an arrow function at the top of a module is reported", () => {
  const message = "no-top-level-arrow: Declare a function instead";
  assert.deepEqual(reports("src/cli/a.ts", "const a = () => 1;\na();"), [message]);
  assert.deepEqual(reports("src/cli/a.ts", "export const a = () => 1;"), [message]);
  assert.deepEqual(reports("src/cli/a.ts", "export const a = [1].map((b) => b);"), []);
});
