import { OrchestratorError } from "../store/failure.ts";
import { type Call, hintFlags } from "./call.ts";
import { type Context, OutputError } from "./context.ts";
import { escapeBlock, escapeLine, toJsonText } from "./escape.ts";
import { EXIT } from "./exit_code.ts";
import { wordFailure } from "./failure_text.ts";
import type { FailureWords } from "./failure_words.ts";

/**
 * Prints what went wrong and returns the exit code. With `json` one document on stdout, else lines on
 * stderr. A closed pipe is not talked about.
 */
export function reportError(
  error: unknown,
  call: Call | null,
  json: boolean,
  context: Context,
): number {
  try {
    if (error instanceof OutputError) return reportOutput(error, context);
    if (error instanceof OrchestratorError) {
      const hint = call === null ? { root: "", session: "" } : hintFlags(call);
      const words = wordFailure(error.failure, hint);
      const details = [...words.details ?? [], ...call?.hint.besides ?? []];
      const document = documentStream(call, context);
      return print(error.failure.code, { ...words, details }, json, document);
    }
    if (context.env("ORCHESTRATOR_DEBUG") === "1" && error instanceof Error) {
      context.err(`${escapeBlock(error.stack ?? "", "  ")}\n`);
    }
    return print("bug", bugWords(error), json, documentStream(call, context));
  } catch (second) {
    if (second instanceof OutputError) return reportOutput(second, context);
    throw second;
  }
}

function bugWords(error: unknown): FailureWords {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    exit: EXIT.bug,
    message: `bug: ${escapeLine(what)}`,
    details: ["This is a mistake in orchestrator; ORCHESTRATOR_DEBUG=1 shows where"],
    fix: ["orchestrator doctor"],
  };
}

function reportOutput(error: OutputError, context: Context): number {
  if (error.brokenPipe) return EXIT.brokenPipe;
  const facts = { problem: error.message };
  const words = wordFailure({ code: "output.failed", facts }, { root: "", session: "" });
  context.err(toText(words));
  return words.exit;
}

/** The context, with stderr for stdout where that holds data. */
function documentStream(call: Call | null, context: Context): Context {
  return call?.hint.stdoutTaken === true ? { ...context, out: context.err } : context;
}

function print(code: string, words: FailureWords, json: boolean, context: Context): number {
  if (!json) {
    context.err(toText(words));
    return words.exit;
  }
  const { message, details, fix } = words;
  const error = { code, message, ...(details?.length ? { details } : {}), fix };
  context.out(`${toJsonText({ schema: "orchestrator.error/1", error })}\n`);
  return words.exit;
}

function toText({ message, details = [], fix }: FailureWords): string {
  return [
    message.startsWith("bug:") ? message : `error: ${message}`,
    ...details.map((line) => `  ${line}`),
    ...fix.map((command) => `  fix: ${command}`),
  ].join("\n") + "\n";
}
