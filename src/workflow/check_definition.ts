import type { ProblemCause } from "../store/file_problem.ts";
import type { ItemDefinition, WorkflowDefinition } from "./definition.ts";
import { variableOf } from "./secret_name.ts";
import type { TreePath } from "./yaml_tree.ts";

/** One rule that a definition breaks, by the path of the value that breaks it. */
export interface RuleBreach {
  readonly path: TreePath;
  readonly cause:
    | Extract<ProblemCause, { kind: "needs" | "nul" | "same_variable" }>
    | { readonly kind: "duplicate_id"; readonly what: "phase" | "item"; readonly id: string };
  /** Where a duplicate id stands first. */
  readonly first: TreePath | null;
}

/**
 * Finds what a schema cannot say: ids that occur twice (items count over all phases), checks without
 * the path or command that they need, and secrets of an item that are the same variable.
 */
export function checkDefinition(definition: WorkflowDefinition): readonly RuleBreach[] {
  const breaches: RuleBreach[] = [];
  const seen = { phase: new Map<string, TreePath>(), item: new Map<string, TreePath>() };

  function checkId(what: "phase" | "item", id: string, path: TreePath): void {
    const first = seen[what].get(id);
    if (first === undefined) seen[what].set(id, path);
    else breaches.push({ path, cause: { kind: "duplicate_id", what, id }, first });
  }

  definition.phases.forEach((phase, phaseIndex) => {
    const phasePath = ["phases", phaseIndex];
    checkId("phase", phase.id, [...phasePath, "id"]);
    phase.items.forEach((item, itemIndex) => {
      const path = [...phasePath, "items", itemIndex];
      checkId("item", item.id, [...path, "id"]);
      const cause = checkVerification(item);
      if (cause !== null) breaches.push({ path: [...path, "verification"], cause, first: null });
      const clash = checkSecrets(item);
      if (clash !== null) breaches.push({ path: [...path, "secrets"], cause: clash, first: null });
    });
  });
  return breaches;
}

function checkVerification(item: ItemDefinition): RuleBreach["cause"] | null {
  const { type, path, command } = item.verification;
  if (type === "file_exists" && isBlank(path)) return { kind: "needs", type, field: "path" };
  if (type === "command" && isBlank(command)) return { kind: "needs", type, field: "command" };
  return [path, command].some((text) => text?.includes("\0")) ? { kind: "nul" } : null;
}

function checkSecrets({ secrets }: ItemDefinition): RuleBreach["cause"] | null {
  const variables = secrets.map(variableOf);
  const variable = variables.find((name, index) => variables.indexOf(name) !== index);
  return variable === undefined ? null : { kind: "same_variable", variable };
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === "";
}
