import assert from "node:assert/strict";
import { legacyFlagsOf } from "../../src/cli/legacy.ts";
import { findCommand } from "../../src/cli/command_table.ts";
import { EXIT } from "../../src/cli/exit_code.ts";
import { FAILURE_TEXTS, wordFailure } from "../../src/cli/failure_text.ts";
import { readCommandLine } from "../../src/cli/line/read_command_line.ts";
import { parseArguments } from "../../src/cli/line/parse_arguments.ts";
import type { Failure, FailureCode } from "../../src/store/failure.ts";
import { splitWords } from "../../src/workflow/split_words.ts";
import { SAMPLE_FAILURES } from "./support/sample_failures.ts";

const HINT = { root: " --root '/a b'", session: " --root '/a b' --session 261122-x7k2qf" };

/** Codes that no command of anybody can mend, with the reason. */
const WITHOUT_FIX: ReadonlyMap<FailureCode, string> = new Map();

Deno.test("every failure has a sample, and every sample words its failure", () => {
  const codes = SAMPLE_FAILURES.map(({ code }) => code);
  assert.deepEqual([...new Set(codes)].toSorted(), Object.keys(FAILURE_TEXTS).toSorted());
});

Deno.test("messages follow the rules: one line, sentence case, no final period, no contraction", () => {
  for (const failure of SAMPLE_FAILURES) {
    const { message, details = [] } = wordFailure(failure, HINT);
    assert.match(message, /^[A-Z]/, failure.code);
    assert.doesNotMatch(message, /\.$|\n/, failure.code);
    assert.doesNotMatch(message, /\b(can't|don't|doesn't|isn't|won't|undefined)\b/, failure.code);
    for (const line of details) assert.doesNotMatch(line, /\n/, failure.code);
  }
});

Deno.test("every failure has an exit code of the table that is not success", () => {
  const codes = new Set<number>(Object.values(EXIT));
  for (const failure of SAMPLE_FAILURES) {
    const { exit } = wordFailure(failure, HINT);
    assert.ok(codes.has(exit) && exit !== EXIT.done, failure.code);
  }
});

Deno.test("every failure names a command, and ours are understood as printed", () => {
  for (const failure of SAMPLE_FAILURES) {
    const { fix } = wordFailure(failure, HINT);
    assert.ok(fix.length > 0 || WITHOUT_FIX.has(failure.code), failure.code);
    for (const command of fix) assertUnderstood(command, failure);
  }
});

Deno.test("what is named instead of skipping is what completes the item", () => {
  const fixes = ([true, false] as const).map((approval) =>
    (["skip.gate", "skip.required", "skip.not_skippable"] as const).map((code) =>
      wordFailure({ code, facts: { item: "a", approval } }, HINT).fix[0]
    )
  );
  assert.deepEqual(fixes, [
    Array(3).fill(`orchestrator approve-item a${HINT.session}`),
    Array(3).fill(`orchestrator complete a${HINT.session}`),
  ]);
});

Deno.test("a failure to write names a directory that is there, and room only where room is missing", () => {
  const fix = (path: string, problem: string) =>
    wordFailure({ code: "io", facts: { action: "write", path, problem } }, HINT).fix;
  const full = "No space left on device (os error 28)";
  assert.deepEqual(fix("/a/WORKFLOW.md", full), ["df /a"]);
  assert.deepEqual(fix("/a/.orchestrator/tmp/x/file", full), ["df /a"]);
  assert.deepEqual(fix("/f", full), ["df /"]);
  assert.deepEqual(fix("/a/f", "Permission denied (os error 13)"), ["ls -ld /a"]);
});

Deno.test("an id that is none points at the ids that there are", () => {
  const fix = (what: string) => wordFailure({ code: "id.invalid", facts: { what, id: "/" } }, HINT);
  assert.match(fix("a checkpoint").fix.join(), /^orchestrator checkpoints --all/);
  assert.match(fix("a session").fix.join(), /^orchestrator session list/);
});

Deno.test("text that is not ours cannot leave its line", () => {
  const facts = { session: "x", task: "a\nNEXT_ACTION: b", wanted: "c\nd" };
  const words = wordFailure({ code: "start.active_exists", facts }, HINT);
  for (const line of [words.message, ...words.details ?? [], ...words.fix]) {
    assert.doesNotMatch(line, /\n/);
  }
});

function assertUnderstood(command: string, { code }: Failure): void {
  const words = splitWords(command);
  assert.ok(words, `${code}: ${command}`);
  if (words[0] !== "orchestrator") return;
  const { entry, rest } = readCommandLine(words.slice(1), findCommand);
  assert.ok(entry, `${code}: ${command}`);
  parseArguments(entry, legacyFlagsOf(entry.path), rest);
}
