import assert from "node:assert/strict";
import { findCommand } from "../../src/cli/command_table.ts";
import { readCommandLine, wantsJson } from "../../src/cli/line/read_command_line.ts";
import { OrchestratorError } from "../../src/store/failure.ts";

const LINES: readonly {
  readonly line: readonly string[];
  readonly path: string | null;
  readonly rest?: readonly string[];
  readonly root?: string;
  readonly session?: string;
  readonly on?: readonly ("json" | "quiet" | "noInput" | "noColor" | "help")[];
}[] = [
  { line: ["status"], path: "status" },
  { line: ["--json", "status"], path: "status", on: ["json"] },
  { line: ["status", "--json"], path: "status", on: ["json"] },
  { line: ["status", "--json", "--json"], path: "status", on: ["json"] },
  { line: ["session", "--json", "list"], path: "session list", on: ["json"] },
  { line: ["workflow", "info", "@"], path: "session show", rest: ["@"] },
  { line: ["session", "switch", "-"], path: "session switch", rest: ["-"] },
  { line: ["-d", "x", "status"], path: "status", root: "x" },
  { line: ["complete", "a", "-d", "x"], path: "complete", rest: ["a"], root: "x" },
  { line: ["--dir=x", "complete", "a"], path: "complete", rest: ["a"], root: "x" },
  { line: ["complete", "a", "--root", "x"], path: "complete", rest: ["a"], root: "x" },
  { line: ["complete", "a", "-q"], path: "complete", rest: ["a"], on: ["quiet"] },
  { line: ["complete", "--session=x1", "a"], path: "complete", rest: ["a"], session: "x1" },
  { line: ["start", "--", "--json"], path: "start", rest: ["--", "--json"] },
  { line: ["start", "status"], path: "start", rest: ["status"] },
  { line: ["log", "-n", "3"], path: "log", rest: ["-n", "3"] },
  { line: ["help", "session", "list"], path: "help", rest: ["session", "list"] },
  { line: ["complete", "-h"], path: "complete", on: ["help"] },
  { line: ["status", "--no-input", "--no-color"], path: "status", on: ["noInput", "noColor"] },
  { line: ["nothing", "--json"], path: null, on: ["json"] },
  { line: [], path: null },
];

Deno.test("global flags are taken from anywhere before --", () => {
  for (const { line, path, rest = [], root = null, session = null, on = [] } of LINES) {
    const read = readCommandLine(line, findCommand);
    const message = line.join(" ");
    assert.equal(read.entry?.path ?? null, path, message);
    assert.deepEqual(read.rest, rest, message);
    assert.deepEqual(
      read.globals,
      {
        root,
        session,
        json: on.includes("json"),
        quiet: on.includes("quiet"),
        noInput: on.includes("noInput"),
        noColor: on.includes("noColor"),
        help: on.includes("help"),
      },
      message,
    );
  }
});

Deno.test("words that name no command are kept apart from its flags", () => {
  assert.deepEqual(readCommandLine(["workflow", "cleanup", "--yes"], findCommand).words, [
    "workflow",
    "cleanup",
  ]);
  assert.deepEqual(readCommandLine(["workflow", "cleanup", "--yes"], findCommand).rest, ["--yes"]);
});

Deno.test("a global flag without its value is a usage error", () => {
  for (const line of [["status", "--root"], ["--session="], ["status", "--json=yes"], ["-d"]]) {
    assert.throws(
      () => readCommandLine(line, findCommand),
      (error) => error instanceof OrchestratorError && error.failure.code === "usage",
      line.join(" "),
    );
  }
});

Deno.test("--json counts for errors even where the line cannot be read, but not after --", () => {
  assert.equal(wantsJson(["--root", "--json"]), true);
  assert.equal(wantsJson(["start", "--", "--json"]), false);
  assert.equal(wantsJson(["status"]), false);
});
