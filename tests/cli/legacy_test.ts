import assert from "node:assert/strict";
import { findCommand } from "../../src/cli/command_table.ts";
import {
  findLegacyCommand,
  LEGACY_COMMANDS,
  LEGACY_FLAGS,
  legacyFlagsOf,
} from "../../src/cli/legacy.ts";
import { parseArguments } from "../../src/cli/line/parse_arguments.ts";
import { readCommandLine } from "../../src/cli/line/read_command_line.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { runLine } from "./support/fake_context.ts";
import { linesOf, PREDECESSOR_COMMANDS } from "./support/predecessor_commands.ts";

/** Exit code of what is retired, and of what is refused. */
const UNAVAILABLE = 69;
const REFUSED = 2;

Deno.test("every command of the predecessor has a row that says what became of it", () => {
  for (const { path } of PREDECESSOR_COMMANDS) {
    assert.ok(findLegacyCommand(path.split(" ")), path);
  }
});

Deno.test("every row of the table is a command of the predecessor, and none stands twice", () => {
  const paths = LEGACY_COMMANDS.map(({ path }) => path);
  assert.equal(new Set(paths).size, paths.length);
  for (const path of paths) {
    const known = PREDECESSOR_COMMANDS.some((command) => `${command.path} `.startsWith(`${path} `));
    assert.ok(known, path);
  }
});

for (const command of PREDECESSOR_COMMANDS) {
  const fate = findLegacyCommand(command.path.split(" "))?.fate.is;

  Deno.test(`every flag of the predecessor's ${command.path} is understood (${fate})`, async () => {
    for (const line of linesOf(command)) {
      const text = line.join(" ");
      if (fate === "ours") {
        assertUnderstood(line);
        continue;
      }
      const { code, out, err } = await runLine(line);
      assert.equal(code, isRefused(line) ? REFUSED : UNAVAILABLE, `${text}: ${err}`);
      assert.match(
        out + err,
        isRefused(line) ? /refused/ : /is retired/,
        text,
      );
    }
  });
}

Deno.test("the table calls a command ours exactly if the command table has it", () => {
  for (const { path, fate } of LEGACY_COMMANDS) {
    assert.equal(findCommand(path) !== undefined, fate.is === "ours", path);
  }
});

Deno.test("the legacy flags belong to commands of the predecessor and are not declared again", () => {
  for (const { command, name } of LEGACY_FLAGS) {
    const known = PREDECESSOR_COMMANDS.find(({ path }) => path === command);
    assert.ok(known?.flags?.some((flag) => flag.includes(`--${name}`)), `${command} --${name}`);
    const declared = findCommand(command)?.flags ?? [];
    assert.ok(!declared.some((flag) => flag.name === name), `${command} --${name}`);
  }
});

Deno.test("a retired command or flag exits 69 and says what to use", async () => {
  const command = await runLine(["dashboard", "--json"]);
  assert.equal(command.code, UNAVAILABLE);
  assert.match(command.out, /"code":"legacy\.retired".*status --json/);
  const flag = await runLine(["start", "t", "--isolated"]);
  assert.equal(flag.code, UNAVAILABLE);
  assert.match(flag.err, /git worktree add/);
  const below = await runLine(["feedback", "sync", "--dry-run"]);
  assert.equal(below.code, UNAVAILABLE);
  assert.match(below.err, /feedback review --tool/);
});

Deno.test("a refused flag is refused in both spellings and its value is not repeated", async () => {
  for (const flag of [["--password", "hunter2hunter2"], ["--password=hunter2hunter2"]]) {
    const { code, err } = await runLine(["secrets", "init", ...flag]);
    assert.equal(code, REFUSED, err);
    assert.match(err, /ORCHESTRATOR_PASSPHRASE/);
    assert.doesNotMatch(err, /hunter2/);
  }
});

/** A flag that is retired is understood too: it is refused by name. */
function assertUnderstood(line: readonly string[]): void {
  const text = line.join(" ");
  const { entry, rest } = readCommandLine(line, findCommand);
  assert.ok(entry, text);
  try {
    parseArguments(entry, legacyFlagsOf(entry.path), rest);
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    assert.fail(`${text}: ${JSON.stringify(error.failure)}`);
  }
}

function isRefused(line: readonly string[]): boolean {
  return LEGACY_FLAGS.some(({ command, name, fate }) =>
    fate.is === "refused" && line.join(" ").startsWith(`${command} `) && line.includes(`--${name}`)
  );
}
