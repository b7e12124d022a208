import type { Context } from "./context.ts";
import { toJsonText } from "./escape.ts";
import { EXIT } from "./exit_code.ts";

/** What a command has to say when it did not fail. */
export interface Output {
  /**
   * The document of `--json`, without its schema; a function where it takes time to make; null from a
   * command that has printed lines of its own, so that nothing is left to print.
   */
  readonly json: object | (() => object) | null;
  /** What people read on stdout, likewise; lines end with a newline. Empty: nothing. */
  readonly text: string | (() => string);
  /** 0 unless a check found something (1), or a signal ended what ends no other way. */
  readonly exit?:
    | typeof EXIT.done
    | typeof EXIT.refused
    | typeof EXIT.interrupted
    | typeof EXIT.terminated;
  /** The exit code of a program that the command has run in its own place; it becomes ours. */
  readonly childExit?: number;
  /** Lines for stderr, without newline; printed before the rest. */
  readonly notices?: readonly string[];
  /** Stdout holds data already: document and text go to stderr, as its last lines. */
  readonly stdoutTaken?: boolean;
}

/** Name of the schema of a command's document: `session list` → `orchestrator.session-list/1`. */
export function schemaOf(path: string): string {
  return `orchestrator.${path.replaceAll(" ", "-")}/1`;
}

/** Prints the output of a command and returns the exit code. */
export function printOutput(
  output: Output,
  path: string,
  json: boolean,
  context: Context,
): number {
  for (const notice of output.notices ?? []) context.err(`${notice}\n`);
  const print = output.stdoutTaken === true ? context.err : context.out;
  if (json) printDocument(output, path, print);
  else printText(output, print);
  return output.childExit ?? output.exit ?? EXIT.done;
}

function printDocument({ json }: Output, path: string, print: (text: string) => void): void {
  if (json === null) return;
  const document = typeof json === "function" ? json() : json;
  print(`${toJsonText({ schema: schemaOf(path), ...document })}\n`);
}

function printText({ text }: Output, print: (text: string) => void): void {
  const words = typeof text === "function" ? text() : text;
  if (words !== "") print(words);
}
