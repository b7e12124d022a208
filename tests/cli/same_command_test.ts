import assert from "node:assert/strict";
import { findCommand } from "../../src/cli/command_table.ts";
import { legacyFlagsOf } from "../../src/cli/legacy.ts";
import { parseArguments } from "../../src/cli/line/parse_arguments.ts";
import { readCommandLine } from "../../src/cli/line/read_command_line.ts";
import { sameCommand } from "../../src/cli/line/same_command.ts";
import { splitWords } from "../../src/workflow/split_words.ts";
import type { Call } from "../../src/cli/call.ts";

function callOf(words: readonly string[]): Call {
  const { entry, rest, globals } = readCommandLine(words, findCommand);
  assert.ok(entry);
  const { flags, args } = parseArguments(entry, legacyFlagsOf(entry.path), rest);
  return { entry, commands: [], flags, args, globals, hint: { session: null } };
}

const LINES: readonly (readonly string[])[] = [
  ["snapshot", "import", "a.orcsnap"],
  ["snapshot", "import", "-"],
  ["snapshot", "import", "it's here", "--identity", "my key", "--only", "2", "--only", "3"],
  ["--root", "/a b", "snapshot", "import", "--dry-run", "--", "--adopt"],
  ["snapshot", "import", "--identity=-k", "a"],
];

for (const line of LINES) {
  Deno.test(`the same command with a flag added means the same: ${line.join(" ")}`, () => {
    const call = callOf(line);
    const words = splitWords(sameCommand(call, "--adopt"));
    assert.equal(words?.[0], "orchestrator");
    const again = callOf(words?.slice(1) ?? []);
    assert.deepEqual(again.args, call.args);
    assert.deepEqual(again.globals, call.globals);
    assert.deepEqual(new Map(again.flags), new Map([...call.flags, ["adopt", true]]));
  });
}

Deno.test("a command is printed as people write it", () => {
  const call = callOf(["snapshot", "import", "../a.orcsnap", "--identity", "k"]);
  const command = "orchestrator snapshot import --identity k --adopt ../a.orcsnap";
  assert.equal(sameCommand(call, "--adopt"), command);
});
