import assert from "node:assert/strict";
import { Script } from "node:vm";
import { partOf } from "../../scripts/compile/part.ts";

/** Runs a part; each other part that it asks for exports `value`. */
function run(
  module: string,
  value: unknown,
): { readonly exports: Record<string, unknown>; readonly asked: readonly string[] } {
  const asked: string[] = [];
  const require = (name: string) => {
    asked.push(name);
    return value;
  };
  const result = { exports: {} };
  const part: unknown = new Script(partOf(module)).runInThisContext();
  if (typeof part !== "function") throw new TypeError("A part is a function");
  part(require, result, (name: string) => `later ${name}`, () => "the address");
  return { exports: result.exports, asked };
}

Deno.test("a part takes what it imports from other parts and exports under the outer names", () => {
  const module =
    'import"./first.js";import{a as t,b}from"./second-X1.js";import{c as n}from"node:fs";' +
    "var e=t+b;function f(){return e+n}export{e as a,f as default};\n";
  const { exports, asked } = run(module, { a: 1, b: 2, c: 4 });
  assert.deepEqual(asked, ["first", "second-X1", "node:fs"]);
  assert.deepEqual(exports["a"], 3);
  const last = exports["default"];
  assert.deepEqual(typeof last === "function" ? last() : undefined, 7);
});

Deno.test("a part imports a module of the runtime also where the bundler left it in the middle", () => {
  const module = 'var a=1;function f(){return b}import{c as b}from"node:fs";var d=f();export{d};';
  const { exports, asked } = run(module, { c: 4 });
  assert.deepEqual([asked, exports], [["node:fs"], { d: 4 }]);
});

Deno.test("a part loads other parts and what Deno has later, by name", () => {
  const { exports } = run(
    'var a=()=>import("./later.js"),b=import("node:zlib");export{a,b};',
    undefined,
  );
  const { a } = exports;
  assert.deepEqual(typeof a === "function" ? a() : undefined, "later later");
  assert.deepEqual(exports["b"], "later node:zlib");
});

Deno.test("a part is as strict as the module that it was", () => {
  const { exports } = run(
    "function f(){try{Object.freeze([]).length=1;return!1}catch{return!0}}export{f};",
    undefined,
  );
  const { f } = exports;
  assert.deepEqual(typeof f === "function" ? f() : undefined, true);
});

Deno.test("a part asks a function for the address of what its workers run", () => {
  const { exports } = run("var a=import.meta.url;export{a};", undefined);
  assert.deepEqual(exports["a"], "the address");
});

Deno.test("a part keeps the licences that follow its exports", () => {
  const part = partOf("var a=1;export{a};\n/*! (c) somebody */\n");
  assert.deepEqual(part.includes("/*! (c) somebody */"), true);
  assert.deepEqual(run("var a=1;export{a};\n/*! (c) somebody */\n", undefined).exports, { a: 1 });
});

for (
  const [what, module] of [
    ["an import of everything", 'import*as t from"./x.js";export{t};'],
    ["an import in the middle", 'var a=1;import{b}from"./x.js";'],
    ["a computed import", "var a=(b)=>import(b);export{a};"],
    ["another use of its address", "var a=import.meta.dirname;export{a};"],
    ["an export in the middle", "export{a};var a=1;"],
    ["a character that is not ASCII", 'var a="\u00e9";export{a};'],
  ] as const
) {
  Deno.test(`a part is not made of a module with ${what}`, () => {
    assert.throws(() => partOf(module), RangeError);
  });
}
