import { OrchestratorError } from "../../store/failure.ts";
import { escapeLine } from "../escape.ts";
import { wordFailure } from "../failure_text.ts";
import type { HintFlags } from "../failure_words.ts";
import { sizeText } from "./progress.ts";

/** The one line about a snapshot that was written by itself. */
export function autoExportNote(path: string, bytes: number): string {
  return `note: snapshot written: ${escapeLine(path)} (${sizeText(bytes)})`;
}

/** The one line about a snapshot that could not be written after a command that has succeeded. */
export function autoExportProblem(error: unknown, hint: HintFlags): string {
  return `warning: no snapshot was written; what the command did stays: ${
    problemText(error, hint)
  }`;
}

function problemText(error: unknown, hint: HintFlags): string {
  if (!(error instanceof OrchestratorError)) return `bug: ${escapeLine(String(error))}`;
  const { message, fix: [fix] } = wordFailure(error.failure, hint);
  return fix === undefined ? message : `${message}; fix: ${fix}`;
}
