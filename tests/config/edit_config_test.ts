import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { editConfig } from "../../src/config/edit_config.ts";
import type { AnyValue } from "../../src/config/key.ts";
import { readContent } from "../../src/config/read_content.ts";
import { parseYamlTree } from "../../src/workflow/yaml_tree.ts";
import { surroundings } from "./support/yaml_texts.ts";

async function edited(text: string, key: string, value: AnyValue | null): Promise<string> {
  const edit = await editConfig(text, key, value);
  assert.equal(edit.kind, "edited", JSON.stringify(text));
  return edit.kind === "edited" ? edit.text : "";
}

/** Text, key, value and the text after: everything else is as it was. */
const ROWS: readonly (readonly [string, string, AnyValue | null, string])[] = [
  ["", "lock.timeout", 5, "lock.timeout: 5\n"],
  ["# only a comment\n", "lock.timeout", 5, "# only a comment\nlock.timeout: 5\n"],
  ["# open", "lock.timeout", 5, "# open\nlock.timeout: 5\n"],
  ["a: 1", "lock.timeout", 5, "a: 1\nlock.timeout: 5\n"],
  ["a: 1\r\n", "lock.timeout", 5, "a: 1\r\nlock.timeout: 5\r\n"],
  ["a: 1\n...\n", "lock.timeout", 5, "lock.timeout: 5\na: 1\n...\n"],
  ["---\na: 1\n", "lock.timeout", 5, "---\na: 1\nlock.timeout: 5\n"],
  ["  a: 1\n", "lock.timeout", 5, "  a: 1\n  lock.timeout: 5\n"],
  ["k: |\n  x", "lock.timeout", 5, "k: |\n  x\nlock.timeout: 5\n"],
  ["lock.timeout: 3   # why\n", "lock.timeout", 5, "lock.timeout: 5   # why\n"],
  ["lock.timeout: '3' # why\n", "lock.timeout", 5, "lock.timeout: 5 # why\n"],
  ['"lock.timeout": 3\n', "lock.timeout", 5, '"lock.timeout": 5\n'],
  ["lock:\n  timeout: 3\n", "lock.timeout", 5, "lock:\n  timeout: 5\n"],
  ["lock: { timeout: 3 } # x\n", "lock.timeout", 5, "lock: { timeout: 5 } # x\n"],
  ["{lock.timeout: 3, a: 1}\n", "lock.timeout", 5, "{lock.timeout: 5, a: 1}\n"],
  ["{a: 1}\n", "lock.timeout", 5, "{a: 1, lock.timeout: 5}\n"],
  ["{}\n", "lock.timeout", 5, "{ lock.timeout: 5}\n"],
  ["lock.timeout:\nb: 1\n", "lock.timeout", 5, "lock.timeout: 5\nb: 1\n"],
  ["lock.timeout: &t 3\n", "lock.timeout", 5, "lock.timeout: &t 5\n"],
  ["t: &t 3\nlock.timeout: *t\n", "lock.timeout", 5, "t: &t 3\nlock.timeout: 5\n"],
  ["lock.timeout: |\n  3\nb: 1\n", "lock.timeout", 5, "lock.timeout: 5\nb: 1\n"],
  [
    "snapshot.recipients:\n  - a # x\n  - b\n# c\nz: 1\n",
    "snapshot.recipients",
    ["c"],
    "snapshot.recipients:\n  [c]\n# c\nz: 1\n",
  ],
  [
    "snapshot.recipients:\n- a\n- b\nz: 1\n",
    "snapshot.recipients",
    ["c"],
    "snapshot.recipients:\n [c]\nz: 1\n",
  ],
  ["a: 1\nlock.timeout: 3 # x\nb: 2\n", "lock.timeout", null, "a: 1\nb: 2\n"],
  ["lock:\n  timeout: 3\n  # c\nb: 2\n", "lock.timeout", null, "lock:\n  # c\nb: 2\n"],
  ["{a: 1, lock.timeout: 3, b: 2}\n", "lock.timeout", null, "{a: 1, b: 2}\n"],
  ["{a: 1, lock.timeout: 3}\n", "lock.timeout", null, "{a: 1}\n"],
  ["lock.timeout: 3", "lock.timeout", null, ""],
  ["snapshot.recipients:\n  - a\n  - b\nz: 1\n", "snapshot.recipients", null, "z: 1\n"],
  ["lock.timout: 3\na: 1\n", "lock.timout", null, "a: 1\n"],
  ["typo: 3\na: 1\n", "typo", null, "a: 1\n"],
  ["k: |\n  x\nlock.timeout: 3 # y\n  # c\n", "lock.timeout", null, "k: |\n  x\n # y\n  # c\n"],
];

for (const [text, key, value, after] of ROWS) {
  const does = value === null ? "removes" : "sets";
  Deno.test(`an edit ${does} ${key} in ${JSON.stringify(text)}`, async () => {
    assert.equal(await edited(text, key, value), after);
  });
}

Deno.test("an edit that would change another value is refused, with the line", async () => {
  const shared = "a: 1\nlock.timeout: &t 3\nother: *t\n";
  assert.deepEqual(await editConfig(shared, "lock.timeout", 5), { kind: "refused", line: 2 });
  assert.deepEqual(await editConfig(shared, "lock.timeout", null), { kind: "refused", line: 2 });
  const joined = "k: |\n  x\nlock.timeout: 3\n  # c\n";
  assert.deepEqual(await editConfig(joined, "lock.timeout", null), { kind: "refused", line: 3 });
});

Deno.test("to remove what is not there changes nothing", async () => {
  assert.deepEqual(await editConfig("a: 1\n", "lock.timeout", null), { kind: "absent" });
  assert.deepEqual(await editConfig("", "lock.timeout", null), { kind: "absent" });
});

Deno.test("every value that can be set reads back as itself", async () => {
  const value = fc.oneof(
    fc.boolean(),
    fc.integer({ min: 0, max: 86_400 }),
    fc.constantFrom("yes", "null", "true", "~", "1e3", "0x1", "a: b", "# x", "- a", "'", '"', "*a"),
    fc.stringMatching(/^[ -~]{1,12}$/).filter((text) => text.trim() === text),
    fc.array(fc.stringMatching(/^[!-+.-~-]{1,8}$/), { maxLength: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(value, async (value) => {
      const text = await edited("a: 1\n", "snapshot.identity", value);
      const { entries, problems } = await readContent(new TextEncoder().encode(text));
      assert.deepEqual(problems, []);
      const written = Array.isArray(value) ? value : String(value);
      assert.deepEqual(entries.find(({ key }) => key === "snapshot.identity")?.written, written);
    }),
    { numRuns: 200 },
  );
});

/** How the key that is edited stands in the file: text before its value, the value, text after it. */
const place = fc.constantFrom(
  ["lock.timeout: ", "3", ""],
  ["lock.timeout:   ", "30", "   # a comment  "],
  ["'lock.timeout': ", "'3'", " "],
  ["lock.timeout: &anchor ", "3.5", " #"],
  ["lock:\n  # inside\n  timeout: ", '"3"', "\n  # after"],
  ["lock: {timeout: ", "3", " }  # flow"],
);

Deno.test("setting a key changes the bytes of its value and no other", async () => {
  await fc.assert(
    fc.asyncProperty(surroundings, place, async (around, [head, value, tail]) => {
      const { before, after, newline } = around;
      const prefix = before + (head ?? "").replaceAll("\n", newline);
      const suffix = (tail ?? "").replaceAll("\n", newline) + newline + after;
      assert.equal(
        await edited(prefix + value + suffix, "lock.timeout", 77),
        `${prefix}77${suffix}`,
      );
    }),
    { numRuns: 150 },
  );
});

Deno.test("a new key is one new line, and to remove it gives the file back", async () => {
  await fc.assert(
    fc.asyncProperty(surroundings, async ({ before, after, newline, final }) => {
      const whole = before + after;
      const text = final || /block|folded/.test(whole) ? whole : whole.replace(/\r?\n$/, "");
      const set = await edited(text, "lock.timeout", 77);
      const line = `lock.timeout: 77${text.includes("\r\n") ? newline : "\n"}`;
      assert.ok(set.includes(line));
      const rest = set.replace(line, "");
      assert.ok(rest === text || rest === `${text}\n` || rest === `${text}\r\n`, set);
      const back = await edited(set, "lock.timeout", null);
      assert.equal(back, rest);
    }),
    { numRuns: 150 },
  );
});

async function valueOf(text: string): Promise<object> {
  const { value, problems } = await parseYamlTree(text.replace("\uFEFF", ""));
  assert.ok(problems.every(({ cause }) => cause.kind === "empty"), JSON.stringify(text));
  return typeof value === "object" && value !== null ? value : {};
}

Deno.test("removing a key takes its line and no other byte, if that changes no other value", async () => {
  await fc.assert(
    fc.asyncProperty(surroundings, async ({ before, after, newline }) => {
      const text = `${before}lock.timeout: 3 # gone${newline}${after}`;
      const { "lock.timeout": _, ...others } = { "lock.timeout": null, ...await valueOf(text) };
      // An indented comment would become a part of a text above it.
      const joins = !isDeepStrictEqual(await valueOf(before + after), others);
      const left = joins ? `${before} # gone${newline}${after}` : before + after;
      assert.equal(await edited(text, "lock.timeout", null), left);
    }),
    {
      numRuns: 150,
      examples: [[{
        before: "folded: >-\n  some\n  text\n",
        after: "   # an indented comment  \n",
        newline: "\n",
        final: false,
      }]],
    },
  );
});
