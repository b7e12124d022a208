import assert from "node:assert/strict";
import fc from "fast-check";
import { readPlainLines } from "../../src/config/read_plain_lines.ts";
import { readYamlEntries } from "../../src/config/read_yaml_entries.ts";

/** Pieces that files consist of, the plain and the odd. */
const piece = fc.constantFrom(
  "lock.timeout",
  "lock",
  "a",
  "b_c",
  ": ",
  ":",
  "  ",
  " ",
  "\n",
  "\r\n",
  "\r",
  "#",
  " # c",
  "5",
  "true",
  "null",
  "~",
  "1e400",
  "0x1f",
  "1.50",
  "-",
  "'",
  '"',
  "[x]",
  "{",
  "*a",
  "&a",
  "|",
  "\t",
  "\u0085",
  "\uFEFF",
  "\u0000",
  "---\n",
  "...\n",
  "/a/b.c",
  "x@y",
);

const soup = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));

const lines = fc.array(
  fc.oneof(
    fc.constantFrom("", "# comment", "  # indented", "lock.timeout: 5", "lock.timeout: 6 # why"),
    fc.tuple(fc.stringMatching(/^[a-z]{1,3}(\.[a-z_]{1,3})?$/), fc.stringMatching(/^[ -~]{0,8}$/))
      .map(([key, value]) => `${key}: ${value}`),
  ),
  { maxLength: 6 },
).map((all) => all.join("\n"));

Deno.test("a file that is read without the parser is read as the parser reads it", async () => {
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(lines, soup), async (text) => {
      const entries = readPlainLines(text);
      if (entries === null) return;
      plain++;
      assert.deepEqual(await readYamlEntries(text), { entries, problems: [] });
    }),
    { numRuns: 3000 },
  );
  assert.ok(plain > 100, `only ${plain} files were plain`);
});

Deno.test("what config set writes needs no parser", () => {
  const text = "# mine\n\nlock.timeout: 2.5 # seconds\nworkflow.require_human_approval: true\r\n";
  assert.deepEqual(readPlainLines(text), [
    { key: "lock.timeout", written: "2.5", line: 3, column: 1 },
    { key: "workflow.require_human_approval", written: "true", line: 4, column: 1 },
  ]);
});

Deno.test("keys are read with dots and as mappings, and never as both", async () => {
  assert.deepEqual(await readYamlEntries("lock:\n  timeout: 5\nother: { lock: 1 }\n"), {
    entries: [
      { key: "lock.timeout", written: "5", line: 2, column: 3 },
      { key: "other", written: null, line: 3, column: 1 },
    ],
    problems: [],
  });
  const twice = await readYamlEntries("lock.timeout: 5\nlock: { timeout: 6 }\n");
  assert.deepEqual(twice.entries, []);
  assert.equal(twice.problems[0]?.cause.kind, "duplicate_key");
});

Deno.test("a key without a value is not set", async () => {
  assert.deepEqual(await readYamlEntries("lock.timeout:\nlock: ~\na:\n"), {
    entries: [],
    problems: [],
  });
});
