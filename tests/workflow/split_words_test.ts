import assert from "node:assert/strict";
import fc from "fast-check";
import { splitWords } from "../../src/workflow/split_words.ts";

// Expected values are those of Python's shlex.split.
const CASES: readonly (readonly [line: string, words: readonly string[] | null])[] = [
  ["", []],
  [" \t\r\n ", []],
  ["a  b\tc\nd", ["a", "b", "c", "d"]],
  ["a 'b c' \"d e\"", ["a", "b c", "d e"]],
  ["a'b'\"c\"d", ["abcd"]],
  ["'' \"\" a''", ["", "", "a"]],
  ["a\\ b \\'c \\\\", ["a b", "'c", "\\"]],
  ["'a\\b'", ["a\\b"]],
  ['"a\\b \\" \\\\ \\$"', ['a\\b " \\ \\$']],
  ["a#b # c", ["a#b", "#", "c"]],
  ["x=1 a|b;c && $d `e` *", ["x=1", "a|b;c", "&&", "$d", "`e`", "*"]],
  ["a\\\nb", ["a\nb"]],
  ["ü 'ß é'", ["ü", "ß é"]],
  ["'a", null],
  ['"a', null],
  ['"a\\"', null],
  ["a\\", null],
];

Deno.test("a command line is split by the rules of the shell's quotes", () => {
  for (const [line, words] of CASES) assert.deepEqual(splitWords(line), words, line);
});

Deno.test("words that are quoted come back as they were", () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: "binary" })), (words) => {
    const line = words.map((word) => `'${word.replaceAll("'", `'"'"'`)}'`).join(" ");
    assert.deepEqual(splitWords(line), words);
  }));
});
