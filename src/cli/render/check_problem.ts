import type { FailureCode } from "../../store/failure.ts";

const PROBLEMS: ReadonlyMap<FailureCode, string> = new Map<FailureCode, string>([
  ["settings.unsafe", "a setting in its command has shell characters"],
  ["template.not_text", "a setting in it is a list or a mapping"],
  ["template.unknown_setting", "a setting in it is not there"],
  ["verification.command_invalid", "its command is empty or has unbalanced quotes"],
  ["verification.incomplete", "it has no path or no command"],
  ["verification.path_outside", "its path leads out of the repository"],
]);

/** Why a check can never be carried out, in a few words. */
export function checkProblemText(code: FailureCode): string {
  return PROBLEMS.get(code) ?? code;
}
