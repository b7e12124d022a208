import { fail } from "../store/failure.ts";
import type { WorkflowDefinition } from "./definition.ts";
import { isJsonObject, type JsonObject } from "./json.ts";

/** Every value of the setting `supervision_mode`; the first is the default. */
export const SUPERVISION_MODES = ["supervised", "zero_human", "hybrid"] as const;

/** The definition with settings laid over its own, key by key; a later layer wins. */
export function mergeSettings(
  definition: WorkflowDefinition,
  ...layers: readonly JsonObject[]
): WorkflowDefinition {
  const entries = [definition.settings, ...layers].flatMap((layer) => Object.entries(layer));
  return { ...definition, settings: Object.fromEntries(entries) };
}

/** Whether manual gates are skipped instead of waiting for a person. */
export function isZeroHuman(settings: JsonObject): boolean {
  return Object.hasOwn(settings, "supervision_mode") &&
    settings["supervision_mode"] === "zero_human";
}

/**
 * Reads `.orchestrator.yaml`: a mapping of settings that `start` lays over those of the workflow.
 * A file without content has none. The YAML parser is loaded on the first call.
 *
 * @throws `settings.invalid`
 */
export async function readOrchestratorYaml(text: string, path: string): Promise<JsonObject> {
  const { parseYamlTree } = await import("./yaml_tree.ts");
  const tree = await parseYamlTree(text);
  if (tree.problems.some(({ cause }) => cause.kind === "empty")) return {};
  if (tree.problems.length > 0) throw fail("settings.invalid", { path, problems: tree.problems });
  if (isJsonObject(tree.value)) return tree.value;
  const { foundType } = await import("./schema_problem.ts");
  const cause = { kind: "type", expected: "mapping", found: foundType(tree.value) } as const;
  throw fail("settings.invalid", { path, problems: [{ ...tree.locate([]), cause }] });
}
