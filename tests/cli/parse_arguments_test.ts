import assert from "node:assert/strict";
import { legacyFlagsOf } from "../../src/cli/legacy.ts";
import { findCommand } from "../../src/cli/command_table.ts";
import { parseArguments } from "../../src/cli/line/parse_arguments.ts";
import { OrchestratorError } from "../../src/store/failure.ts";

type Flags = Readonly<Record<string, true | string | readonly string[]>>;

const GOOD: readonly (readonly [string, readonly string[], readonly string[], Flags])[] = [
  ["complete", ["a"], ["a"], {}],
  ["complete", ["a", "--notes", "x y"], ["a"], { notes: "x y" }],
  ["complete", ["--notes=x", "a"], ["a"], { notes: "x" }],
  ["complete", ["a", "-n", "x"], ["a"], { notes: "x" }],
  ["complete", ["a", "-nx"], ["a"], { notes: "x" }],
  ["complete", ["a", "-n=x"], ["a"], { notes: "x" }],
  ["complete", ["a", "--notes="], ["a"], { notes: "" }],
  ["complete", ["a", "--notes=one\ntwo"], ["a"], { notes: "one\ntwo" }],
  ["complete", ["a", "-n", "- a list\n- of two"], ["a"], { notes: "- a list\n- of two" }],
  ["complete", ["a", "--notes-file", "-"], ["a"], { "notes-file": "-" }],
  ["complete", ["--skip-verify", "a", "--skip-verify"], ["a"], { "skip-verify": true }],
  ["complete", ["--", "--odd"], ["--odd"], {}],
  ["start", ["t", "-c", "1", "--constraints", "2"], ["t"], { constraints: ["1", "2"] }],
  ["start", ["t", "--no-archive"], ["t"], { "no-archive": true }],
  ["session switch", ["-"], ["-"], {}],
  ["session switch", ["@"], ["@"], {}],
  ["session show", [], [], {}],
  ["complete", ["a", "-n", "--odd -x"], ["a"], { notes: "--odd -x" }],
  ["advance", ["-fy"], [], { force: true, yes: true }],
  ["help", ["session", "list"], ["session", "list"], {}],
  ["init", ["--restore", "x"], ["x"], { restore: true }],
];

const BAD: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["complete", [], /^ITEM is missing$/],
  ["complete", ["a", "b"], /^unexpected argument "b"/],
  ["complete", ["a", "--note"], /^there is no flag "--note", did you mean "--notes"\?$/],
  ["complete", ["a", "--frobnicate"], /^there is no flag "--frobnicate"$/],
  ["complete", ["a", "--notes"], /^"--notes" needs a value$/],
  ["complete", ["a", "-n", "--skip-verify"], /^"--notes" needs a value$/],
  ["complete", ["a", "-n", "1", "-n", "2"], /^"--notes" is given twice$/],
  ["complete", ["a", "-x"], /^there is no flag "-x"$/],
  ["status", ["a"], /^unexpected argument "a"/],
  ["advance", ["--force=perhaps"], /^"--force" takes no value$/],
  ["advance", ["-fz"], /^there is no flag "-z"$/],
];

Deno.test("arguments are sorted into flags and positionals", () => {
  for (const [path, words, args, flags] of GOOD) {
    const entry = findCommand(path);
    assert.ok(entry, path);
    const parsed = parseArguments(entry, legacyFlagsOf(entry.path), words);
    const message = `${path} ${words.join(" ")}`;
    assert.deepEqual(parsed.args, args, message);
    assert.deepEqual(Object.fromEntries(parsed.flags), flags, message);
  }
});

Deno.test("what does not fit the command is a usage error in our words", () => {
  for (const [path, words, expected] of BAD) {
    const entry = findCommand(path);
    assert.ok(entry, path);
    assert.throws(() => parseArguments(entry, legacyFlagsOf(entry.path), words), (error) => {
      assert.ok(error instanceof OrchestratorError && error.failure.code === "usage");
      assert.match(error.failure.facts.problem, expected);
      assert.equal(error.failure.facts.command, path);
      return true;
    });
  }
});
