import type { JsonObject } from "./json.ts";
import { cutText, OUTPUT_LIMIT } from "./limits.ts";
import type { CommandCheck, FileCheck } from "./template.ts";

/** What a check found. Output is scrubbed already; `seconds` is how long the program ran. */
export type CheckOutcome =
  | { readonly kind: "file"; readonly exists: boolean; readonly blocked: boolean }
  | {
    readonly kind: "command";
    readonly exitCode: number | null;
    readonly stdout: string;
    readonly stderr: string;
    readonly problem: "timeout" | "not_found" | "not_runnable" | "interrupted" | null;
    readonly program: string | null;
    readonly seconds: number;
  };

/** A finished check: why it failed (null if it passed) and the result map that its event carries. */
export interface CheckResult {
  readonly problem: string | null;
  readonly details: JsonObject;
}

/**
 * Judges an outcome and puts it into the predecessor's result maps: `gate_result` for a gate,
 * `verification_result` for any other step. `now` is the time of the check.
 */
export function judgeCheck(
  check: FileCheck | CommandCheck,
  outcome: CheckOutcome,
  gate: boolean,
  now: string,
): CheckResult {
  if (check.kind === "file") {
    if (outcome.kind !== "file") throw new TypeError("Cannot judge a file check by a command");
    return judgeFile(check, outcome, gate, now);
  }
  if (outcome.kind !== "command") throw new TypeError("Cannot judge a command check by a file");
  const problem = commandProblem(check, outcome);
  const output = {
    stdout: cutText(outcome.stdout, OUTPUT_LIMIT),
    stderr: cutText(outcome.stderr, OUTPUT_LIMIT),
  };
  if (gate) {
    return {
      problem,
      details: {
        success: problem === null,
        exit_code: outcome.exitCode ?? -1,
        ...output,
        command: check.command,
        duration_seconds: Math.round(outcome.seconds * 1000) / 1000,
        error: outcome.problem === null ? null : problem,
      },
    };
  }
  return {
    problem,
    details: {
      type: "command",
      timestamp: now,
      command: check.command,
      command_args: check.argv,
      original_command: check.original,
      exit_code: outcome.exitCode,
      ...output,
      ...(outcome.problem === null ? {} : { error: problem }),
    },
  };
}

function judgeFile(
  check: FileCheck,
  outcome: Extract<CheckOutcome, { readonly kind: "file" }>,
  gate: boolean,
  now: string,
): CheckResult {
  const passed = outcome.exists && !outcome.blocked;
  const details = {
    ...(gate ? { success: passed } : {}),
    type: "file_exists",
    timestamp: now,
    path: check.path,
    exists: passed,
    ...(outcome.blocked ? { blocked: true, reason: "path_traversal" } : {}),
  };
  if (passed) return { problem: null, details };
  const problem = outcome.blocked ? "Path traversal blocked" : `File not found: ${check.path}`;
  return { problem, details };
}

/** The words of the predecessor's log where it had any. */
function commandProblem(
  check: CommandCheck,
  outcome: Extract<CheckOutcome, { readonly kind: "command" }>,
): string | null {
  const program = outcome.program ?? check.argv[0] ?? check.command;
  switch (outcome.problem) {
    case "timeout":
      return "Command timed out";
    case "not_found":
      return `Command not found: ${program}`;
    case "not_runnable":
      return `Command not runnable: ${program}`;
    case "interrupted":
      return "Command was interrupted";
    case null:
      if (outcome.exitCode === check.expect) return null;
      return `Exit code ${outcome.exitCode ?? "unknown"}, expected ${check.expect}`;
  }
}
