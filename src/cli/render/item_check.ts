import { type FailureCode, OrchestratorError } from "../../store/failure.ts";
import type { ItemDefinition } from "../../workflow/definition.ts";
import type { Fold } from "../../workflow/fold.ts";
import { needsApproval } from "../../workflow/inspect.ts";
import { resolveCheck } from "../../workflow/template.ts";
import { escapeLine } from "../escape.ts";
import { checkProblemText } from "./check_problem.ts";

/** What completing an item will look at, as `status --json` has it; null for nothing. */
export type ItemCheck =
  | { readonly kind: "approval" }
  | { readonly kind: "file"; readonly path: string }
  | {
    readonly kind: "command";
    readonly command: string;
    readonly expect_exit_code: number;
    /** Names of the secrets that it gets; left out where it gets none. */
    readonly secrets?: readonly string[];
  }
  | { readonly kind: "unusable"; readonly problem: FailureCode };

/** Works out what completing an item will look at, without looking. */
export function itemCheck(fold: Fold, definition: ItemDefinition | undefined): ItemCheck | null {
  if (definition === undefined) return null;
  if (needsApproval(fold, definition)) return { kind: "approval" };
  try {
    const check = resolveCheck(definition, fold.state.workflow_definition?.settings ?? {});
    if (check.kind === "file") return { kind: "file", path: check.path };
    if (check.kind !== "command") return null;
    const { command, expect, secrets } = check;
    return {
      kind: "command",
      command,
      expect_exit_code: expect,
      ...(secrets.length === 0 ? {} : { secrets }),
    };
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    return { kind: "unusable", problem: error.failure.code };
  }
}

/** The same in words, for the line below an open item. */
export function itemCheckText(check: ItemCheck): string {
  switch (check.kind) {
    case "approval":
      return "Needs approval";
    case "file":
      return `Check: ${escapeLine(check.path)} exists`;
    case "command":
      return `Check: ${escapeLine(check.command)}` +
        (check.expect_exit_code === 0 ? "" : ` (exit code ${check.expect_exit_code})`) +
        (check.secrets === undefined ? "" : ` (gets ${check.secrets.join(", ")})`);
    case "unusable":
      return `Check: cannot be carried out: ${checkProblemText(check.problem)}`;
  }
}
