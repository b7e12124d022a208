import type { WorkflowDefinition } from "./definition.ts";
import type { WarningCause } from "./definition_warning.ts";
import { isJsonObject, type JsonValue } from "./json.ts";
import { nearestName } from "./nearest_name.ts";
import { SUPERVISION_MODES } from "./settings.ts";
import { templateNames } from "./template_names.ts";
import type { TreePath } from "./yaml_tree.ts";

/** A warning before its line is known. */
export interface PlacedWarning {
  readonly path: TreePath;
  readonly cause: WarningCause;
}

/** The keys that each level of a definition may have. */
export interface KnownKeys {
  readonly workflow: readonly string[];
  readonly phase: readonly string[];
  readonly item: readonly string[];
  readonly verification: readonly string[];
}

/** Finds the keys of a definition, as it was written, that have no meaning. */
export function unknownKeys(written: JsonValue, known: KnownKeys): readonly PlacedWarning[] {
  const warnings: PlacedWarning[] = [];

  function visit(value: JsonValue | undefined, path: TreePath, names: readonly string[]): void {
    if (!isJsonObject(value)) return;
    for (const key of Object.keys(value)) {
      if (names.includes(key)) continue;
      const near = nearestName(key, names);
      warnings.push({ path: [...path, key], cause: { kind: "unknown_key", key, near } });
    }
  }

  visit(written, [], known.workflow);
  for (const [phasePath, phase] of children(written, [], "phases")) {
    visit(phase, phasePath, known.phase);
    for (const [itemPath, item] of children(phase, phasePath, "items")) {
      visit(item, itemPath, known.item);
      const verification = isJsonObject(item) ? item["verification"] : undefined;
      visit(verification, [...itemPath, "verification"], known.verification);
    }
  }
  return warnings;
}

function children(
  value: JsonValue,
  path: TreePath,
  key: string,
): readonly (readonly [TreePath, JsonValue])[] {
  const list = isJsonObject(value) ? value[key] : undefined;
  return Array.isArray(list)
    ? list.map((element: JsonValue, index) => [[...path, key, index], element] as const)
    : [];
}

/** Finds `{{name}}` without a setting, and values that only look as if they had an effect. */
export function doubtfulValues(definition: WorkflowDefinition): readonly PlacedWarning[] {
  const warnings: PlacedWarning[] = [];
  const settings = Object.keys(definition.settings);
  const mode = definition.settings["supervision_mode"];
  if (mode !== undefined && mode !== null && !SUPERVISION_MODES.some((known) => known === mode)) {
    warnings.push({
      path: ["settings", "supervision_mode"],
      cause: {
        kind: "no_effect",
        key: "supervision_mode",
        found: String(mode),
        choices: SUPERVISION_MODES,
      },
    });
  }
  const reported = new Set<string>();
  definition.phases.forEach((phase, phaseIndex) => {
    const phasePath = ["phases", phaseIndex];
    if (phase.exit_gate !== null && phase.exit_gate !== "human_approval") {
      warnings.push({
        path: [...phasePath, "exit_gate"],
        cause: {
          kind: "no_effect",
          key: "exit_gate",
          found: phase.exit_gate,
          choices: ["human_approval"],
        },
      });
    }
    phase.items.forEach(({ verification }, itemIndex) => {
      for (const key of ["path", "command"] as const) {
        for (const name of templateNames(verification[key] ?? "")) {
          if (Object.hasOwn(definition.settings, name) || reported.has(name)) continue;
          reported.add(name);
          warnings.push({
            path: [...phasePath, "items", itemIndex, "verification", key],
            cause: { kind: "unknown_setting", name, near: nearestName(name, settings) },
          });
        }
      }
    });
  });
  return warnings;
}
