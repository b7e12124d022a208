import assert from "node:assert/strict";
import { findCommand } from "../../src/cli/command_table.ts";
import { LEGACY_COMMANDS, LEGACY_FLAGS, legacyFlagsOf } from "../../src/cli/legacy.ts";
import { readCommandLine } from "../../src/cli/read_command_line.ts";
import { parseArguments } from "../../src/cli/parse_arguments.ts";
import { runLine } from "./support/fake_context.ts";

/** Command lines that the predecessor accepts. */
const ACCEPTED: readonly (readonly string[])[] = [
  ["start", "t", "-w", "f", "-p", "p", "-c", "1", "-c", "2", "--no-archive"],
  ["start", "t", "--workflow", "f", "--project", "p", "--constraints", "1"],
  ["start", "t", "--test-command", "x", "--build-command", "y", "--isolated"],
  ["status", "--json"],
  ["complete", "i", "-n", "x", "--skip-verify", "--skip-auto-review", "-q", "-d", "."],
  ["complete", "i", "--notes", "x", "--dir", "."],
  ["skip", "i", "-r", "x", "-f", "-q"],
  ["skip", "i", "--reason", "x", "--force", "--quiet"],
  ["approve-item", "i", "-n", "x", "-q"],
  ["approve", "-p", "PLAN"],
  ["approve", "--phase", "PLAN"],
  ["advance", "-f", "-q", "-y", "--no-critique"],
  ["advance", "--force", "--yes"],
  ["finish", "-r", "x", "-n", "x", "--skip-learn", "--skip-review-check", "--force"],
  ["finish", "--no-push", "--continue", "--no-close-issues", "--abandon", "--reason", "x"],
  ["validate", "-w", "f"],
  ["validate", "--workflow", "f"],
  ["init", "-f"],
  ["init", "--force"],
  ["doctor", "--cleanup", "--older-than", "7", "--fix"],
  ["health", "--json", "-d", "."],
  ["workflow", "list"],
  ["workflow", "switch", "abc", "--dir", "."],
  ["workflow", "info"],
  ["-d", ".", "status"],
];

Deno.test("every command line of the predecessor that is ours is still understood", () => {
  for (const line of ACCEPTED) {
    const { entry, rest } = readCommandLine(line, findCommand);
    assert.ok(entry, line.join(" "));
    parseArguments(entry, legacyFlagsOf(entry.path), rest);
  }
});

Deno.test("the table calls a command ours exactly if the command table has it", () => {
  for (const { path, fate } of LEGACY_COMMANDS) {
    assert.equal(findCommand(path) !== undefined, fate.is === "ours", path);
  }
});

Deno.test("the legacy flags belong to commands that exist and do not declare them", () => {
  for (const { command, name } of LEGACY_FLAGS) {
    const entry = findCommand(command);
    assert.ok(entry, command);
    assert.ok(!entry.flags.some((flag) => flag.name === name), `${command} --${name}`);
  }
});

Deno.test("a retired command or flag exits 69 and says what to use", async () => {
  const command = await runLine(["dashboard", "--json"]);
  assert.equal(command.code, 69);
  assert.match(command.out, /"code":"legacy\.retired".*status --json/);
  const flag = await runLine(["start", "t", "--isolated"]);
  assert.equal(flag.code, 69);
  assert.match(flag.err, /git worktree add/);
});

Deno.test("a command that is not in this version exits 69, with its arguments too", async () => {
  for (const line of [["checkpoint"], ["workflow", "cleanup", "-y"], ["secrets", "get", "X"]]) {
    const { code, err } = await runLine(line);
    assert.equal(code, 69, line.join(" "));
    assert.match(err, /this version does not have it yet/);
  }
});
