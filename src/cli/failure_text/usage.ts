import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";

type Codes =
  | "usage"
  | "usage.too_long"
  | "legacy.refused"
  | "legacy.retired"
  | "approval.needs_human"
  | "interrupted"
  | "output.failed";

/** Failures of the command line, of settings, and of the terminal. */
export const USAGE_FAILURES: FailureTexts<Codes> = {
  "usage": ({ problem, command }) => ({
    exit: EXIT.usage,
    message: command === ""
      ? `Cannot understand the command line: ${escapeLine(problem)}`
      : `Cannot understand "orchestrator ${command}": ${escapeLine(problem)}`,
    fix: [command === "" ? "orchestrator help" : `orchestrator help ${command}`],
  }),
  "usage.too_long": ({ what, length, limit }) => ({
    exit: EXIT.refused,
    message: `Cannot take the ${what}: it has ${length} characters, the limit is ${limit}`,
    fix: ["orchestrator status"],
  }),
  "legacy.refused": ({ what, instead }) => ({
    exit: EXIT.usage,
    message: `Cannot run "${what}": the flag is refused`,
    details: [instead],
    fix: ["orchestrator help"],
  }),
  "legacy.retired": ({ what, instead }) => ({
    exit: EXIT.unavailable,
    message: `Cannot run "${what}": it is retired`,
    details: [instead],
    fix: ["orchestrator help"],
  }),
  "approval.needs_human": ({ what }) => ({
    exit: EXIT.refused,
    message: `Cannot approve "${escapeLine(what)}": ` +
      "workflow.require_human_approval asks for a person at a terminal",
    details: ["Ask a person to run the same command in a terminal"],
    fix: ["orchestrator status"],
  }),
  "interrupted": ({ signal }) => ({
    exit: signal === "SIGINT" ? EXIT.interrupted : EXIT.terminated,
    message: `Cannot go on: stopped by ${signal}`,
    fix: ["orchestrator status"],
  }),
  "output.failed": ({ problem }) => ({
    exit: EXIT.io,
    message: `Cannot write the output: ${escapeLine(problem)}`,
    fix: ["orchestrator status"],
  }),
};
