import assert from "node:assert/strict";
import { COMMAND_TABLE } from "../../src/cli/command_table.ts";
import { GLOBAL_FLAGS } from "../../src/cli/table/global.ts";
import { legacyFlagsOf } from "../../src/cli/legacy.ts";

const READERS = [
  "analyze",
  "checkpoint show",
  "config get",
  "config keys",
  "config schema",
  "config show",
  "config why",
  "context-reminder",
  "__complete",
  "completion",
  "env",
  "feedback review",
  "handoff",
  "help",
  "list",
  "log",
  "paths",
  "resume",
  "secrets doctor",
  "secrets export",
  "secrets get",
  "secrets list",
  "secrets source",
  "secrets sources",
  "secrets test",
  "session list",
  "session show",
  "snapshot decrypt",
  "snapshot export",
  "snapshot inspect",
  "snapshot keygen",
  "snapshot list",
  "snapshot verify",
  "status",
  "trust list",
  "trust show",
  "validate",
  "verify-write-allowed",
];

Deno.test("every path and alias names one command", () => {
  const names = COMMAND_TABLE.flatMap(({ path, aliases = [] }) => [path, ...aliases]);
  assert.equal(new Set(names).size, names.length);
});

Deno.test("no flag of a command hides a global flag or another flag", () => {
  for (const { path, flags } of COMMAND_TABLE) {
    const names = [...flags, ...legacyFlagsOf(path), ...GLOBAL_FLAGS].map(({ name }) => name);
    assert.equal(new Set(names).size, names.length, path);
    const letters = [...flags, ...GLOBAL_FLAGS].flatMap(({ short }) => short ?? []);
    assert.equal(new Set(letters).size, letters.length, path);
  }
});

Deno.test("an optional or repeated argument is the last of its command", () => {
  for (const { path, positionals } of COMMAND_TABLE) {
    const early = positionals.slice(0, -1).some(({ optional, many }) => optional || many);
    assert.equal(early, false, path);
  }
});

Deno.test("exactly the commands that only read are marked so", () => {
  const marked = COMMAND_TABLE.filter(({ effect }) => "reads" in effect).map(({ path }) => path);
  assert.deepEqual(marked.toSorted(), READERS.toSorted());
});

Deno.test("every command has a module that can be run", async () => {
  for (const { path, load } of COMMAND_TABLE) {
    assert.equal(typeof (await load()).run, "function", path);
  }
});
