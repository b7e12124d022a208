import type { ItemDefinition, WorkflowDefinition } from "./definition.ts";
import type { DetectedProject } from "./detect_project.ts";
import type { JsonObject } from "./json.ts";
import { settingValue } from "./template.ts";
import { templateNames } from "./template_names.ts";

/** What {@link adaptDefinition} changed. */
export type AdaptNote =
  /** A setting that was null has the usual command of the project that `file` stands for. */
  | {
    readonly kind: "detected";
    readonly setting: "test_command" | "build_command";
    readonly command: string;
    readonly type: DetectedProject["type"];
    readonly file: string;
  }
  /** An item lost its command, because these settings are null: it can be skipped with a reason. */
  | { readonly kind: "unset"; readonly item: string; readonly settings: readonly string[] };

/** An adapted definition and every change. */
export interface AdaptedDefinition {
  readonly definition: WorkflowDefinition;
  readonly notes: readonly AdaptNote[];
}

/**
 * Fills the settings `test_command` and `build_command` from the detected project where they are
 * null, never where they are absent. An item whose command names a setting that is null after that
 * cannot be checked: it becomes a documented, skippable step, and `noteText` words the note that it
 * gets in its list of notes.
 */
export function adaptDefinition(
  definition: WorkflowDefinition,
  detected: DetectedProject | null,
  noteText: (note: AdaptNote) => string,
): AdaptedDefinition {
  const notes: AdaptNote[] = [];
  const filled: Record<string, string> = {};
  for (const setting of ["test_command", "build_command"] as const) {
    const command = detected?.[setting] ?? null;
    if (detected === null || command === null || !isNull(definition.settings, setting)) continue;
    filled[setting] = command;
    notes.push({ kind: "detected", setting, command, type: detected.type, file: detected.file });
  }
  const settings = { ...definition.settings, ...filled };

  function adaptItem(item: ItemDefinition): ItemDefinition {
    if (item.verification.type !== "command") return item;
    const unset = templateNames(item.verification.command ?? "")
      .filter((name) => isNull(settings, name));
    if (unset.length === 0) return item;
    const note: AdaptNote = { kind: "unset", item: item.id, settings: unset };
    notes.push(note);
    return {
      ...item,
      skippable: true,
      step_type: "documented",
      notes: [...item.notes, noteText(note)],
      verification: {
        type: "none",
        path: null,
        command: null,
        expect_exit_code: 0,
        description: item.verification.description,
      },
    };
  }

  const phases = definition.phases.map((phase) => ({
    ...phase,
    items: phase.items.map(adaptItem),
  }));
  return { definition: { ...definition, phases, settings }, notes };
}

function isNull(settings: JsonObject, name: string): boolean {
  return Object.hasOwn(settings, name) && settingValue(settings, name) === null;
}
