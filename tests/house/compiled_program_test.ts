import assert from "node:assert/strict";
import { chooserOf } from "../../scripts/compile/chooser.ts";
import { families } from "../../scripts/compile/families.ts";
import { COMMAND_TABLE } from "../../src/cli/command_table.ts";

Deno.test("every command of a family is in the command table, and in one family", () => {
  const paths = families().flatMap(({ entries }) => entries.map(({ path }) => path));
  assert.ok(paths.includes("status") && paths.includes("complete"));
  assert.equal(new Set(paths).size, paths.length);
});

Deno.test("a command that others begin with can be in no family", () => {
  const [status] = COMMAND_TABLE.filter(({ path }) => path === "status");
  assert.ok(status !== undefined);
  const table = [...COMMAND_TABLE, { ...status, path: "status everything" }];
  assert.throws(() => families(table), /"status" cannot be told by two words/);
  assert.throws(() => families([]), /There is no command "status"/);
});

Deno.test("the program looks only for compiled code that is in it", () => {
  const chooser = chooserOf(families(), ["look"]);
  assert.match(chooser, /const prepared = \["look"\]\.includes\(family\)/);
  assert.match(chooserOf(families(), []), /const prepared = \[\]\.includes\(family\)/);
});
