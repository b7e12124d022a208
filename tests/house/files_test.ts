import assert from "node:assert/strict";
import { filesBelow, textOf, topLevelEntries } from "./repository.ts";

const MAXIMUM_LINES = 400;
const MEDIAN_LINES = 100;

const TOP_LEVEL = [
  ".ci",
  ".gitattributes",
  ".gitignore",
  "LICENSE",
  "README.md",
  "deno.json",
  "deno.lock",
  "main.ts",
  "scripts",
  "src",
  "tests",
];

/** Comments that switch a check off, and names of places that only one machine has. */
const FORBIDDEN: readonly RegExp[] = [
  /@ts-(?:ignore|expect-error|nocheck)/,
  /deno-lint-(?:ignore)/,
  /\bregistry\.[a-z0-9-]+\.[a-z]/,
  /\b(?:npmjs\.(?:org|com)|jsr\.io|yarnpkg\.com)\b/,
  /\/work\/(?:main|shared)\b/,
];

/** How many lines `text` has. */
function lineCount(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

/** The middle one of `numbers`, or 0 if there are none. */
function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** The first thing in `text` that no file may say, or `undefined`. */
function forbidden(text: string): string | undefined {
  return FORBIDDEN.map((pattern) => pattern.exec(text)?.[0]).find((match) => match !== undefined);
}

/** Source files that people write; the samples that tests read are not. */
function sourceFiles(): readonly string[] {
  return ["main.ts", ...filesBelow("src"), ...filesBelow("scripts"), ...filesBelow("tests")]
    .filter((path) => !path.includes("/fixtures/") && !path.endsWith(".orcsnap"));
}

Deno.test("no source file is longer than 400 lines", () => {
  const tooLong = sourceFiles().map((path) => ({ path, lines: lineCount(textOf(path)) }))
    .filter(({ lines }) => lines > MAXIMUM_LINES);
  assert.deepEqual(tooLong, []);
});

Deno.test("half of the modules in src have less than 100 lines", () => {
  const lines = filesBelow("src").map((path) => lineCount(textOf(path)));
  assert.ok(median(lines) < MEDIAN_LINES, `the median is ${median(lines)}`);
});

Deno.test("the top of the repository holds what was agreed and nothing else", () => {
  assert.deepEqual(topLevelEntries().filter((name) => !TOP_LEVEL.includes(name)), []);
});

Deno.test("no file switches a check off or names a registry or a path of one machine", () => {
  // This file spells out what it looks for, in patterns that do not match themselves.
  const found = filesBelow(".").filter((path) => !path.includes("/fixtures/"))
    .flatMap((path) => {
      const match = forbidden(textOf(path));
      return match === undefined ? [] : [`${path}: ${match}`];
    });
  assert.deepEqual(found, []);
});

Deno.test("what no file may say is recognized", () => {
  for (
    const parts of [
      ["// @ts-", "ignore"],
      ["// @ts-", "expect-error: wrong"],
      ["// deno-lint", "-ignore no-explicit-any"],
      ["https://registry.", "example.com/yaml"],
      ["https://www.npmjs", ".com/package/yaml"],
      ["https://jsr", ".io/@std/path"],
      ["/work", "/main/src"],
    ]
  ) {
    const text = `before\n${parts.join("")}\nafter`;
    assert.notEqual(forbidden(text), undefined, text);
  }
  assert.equal(forbidden("The registry of work is in src/work/main_file.ts"), undefined);
});

Deno.test("lines are counted with and without a final line break, and the median is the middle", () => {
  assert.equal(lineCount("a\nb\n"), 2);
  assert.equal(lineCount("a\nb"), 2);
  assert.equal(median([300, 1, 20]), 20);
});
