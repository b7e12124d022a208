import type { ConfigFile } from "../../config/config_file.ts";
import { type ConfigWarning, fileWarnings } from "../../config/file_warnings.ts";
import { problemOfFailure } from "../../store/failure.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { problemText } from "../problem_text.ts";

/** Most entries of a file that are warned of one by one. */
const SHOWN = 5;

/** Says on stderr which entries of a configuration file have no effect. */
export function warnOfEntries(context: Context, file: ConfigFile): void {
  const warnings = fileWarnings(file);
  for (const warning of warnings.slice(0, SHOWN)) {
    context.err(`warning: ${entryWarningText(warning)}\n`);
  }
  if (warnings.length > SHOWN) {
    const count = warnings.length - SHOWN;
    context.err(
      `warning: ${count} more in ${escapeLine(file.path ?? "")}: orchestrator config show\n`,
    );
  }
}

/** Says on stderr why a file is left out, for a command that can do without it. */
export function warnOfFile(context: Context, file: ConfigFile): void {
  const text = fileProblemText(file);
  if (text !== null) context.err(`warning: ${text}; it is left out\n`);
}

/** What is wrong with a configuration file as a whole; null if nothing is. */
export function fileProblemText({ path, problems, failure }: ConfigFile): string | null {
  const file = escapeLine(path ?? "");
  const [problem] = problems;
  if (problem !== undefined) return `${file}: ${escapeLine(problemText(problem))}`;
  if (failure === null) return null;
  const { facts } = failure.failure;
  if ("found" in facts && typeof facts.found === "string") {
    return `${file} is ${escapeLine(facts.found)}`;
  }
  return `${file}: ${escapeLine(problemOfFailure(failure.failure))}`;
}

/** One entry that has no effect. */
export function entryWarningText({ kind, key, origin, near }: ConfigWarning): string {
  const where = `${escapeLine(key)} in ${escapeLine(origin)}`;
  if (kind === "user_only") return `${where} is ignored: no repository may set it`;
  return `unknown key ${where}${near === null ? "" : `, did you mean ${near}?`}`;
}
