import { SETTINGS_FILE } from "../repo/layout.ts";
import type { Place } from "../repo/place.ts";
import { listDirectory } from "../store/list_directory.ts";
import { readUserFile } from "../store/read_user_file.ts";
import { adaptDefinition } from "../workflow/adapt_definition.ts";
import type { WorkflowDefinition } from "../workflow/definition.ts";
import { detectProject } from "../workflow/detect_project.ts";
import type { JsonObject } from "../workflow/json.ts";
import { assertHasPhases, loadDefinition } from "../workflow/load_definition.ts";
import { mergeSettings, readOrchestratorYaml } from "../workflow/settings.ts";
import { type Call, flagValue } from "./call.ts";
import type { Context } from "./context.ts";
import { DEFINITION_LIMIT } from "../session/definition_change.ts";
import { type DefinitionSource, findDefinition } from "./definition_source.ts";
import { escapeLine } from "./escape.ts";
import { adaptNoteText, warningText } from "./problem_text.ts";

/** The definition that a new session pins, and what has to be said about it. */
export interface StartDefinition {
  readonly definition: WorkflowDefinition;
  readonly source: DefinitionSource;
  /** Lines for stderr. */
  readonly notes: readonly string[];
}

/**
 * Builds the definition of a new session: the file, then `.orchestrator.yaml`, then the flags laid
 * over its settings, then what the project tells where a setting is null.
 */
export async function startDefinition(
  call: Call,
  context: Context,
  place: Place,
  source: DefinitionSource = findDefinition(context, place, flagValue(call, "workflow")),
): Promise<StartDefinition> {
  const loaded = await loadDefinition(source.text, source.name);
  assertHasPhases(loaded.definition, source.name);
  const file = await settingsFile(place.tree);
  const merged = mergeSettings(loaded.definition, file, flagSettings(call));
  const names = new Set(listDirectory(place.tree).map(({ name }) => name));
  const adapted = adaptDefinition(merged, detectProject(names), adaptNoteText);
  return {
    definition: adapted.definition,
    source,
    notes: [
      ...(source.bundled
        ? ["note: there is no workflow.yaml, so the default workflow is used"]
        : []),
      ...Object.keys(file).map((key) =>
        `note: setting ${escapeLine(key)} is from ${SETTINGS_FILE}`
      ),
      ...loaded.warnings.map((warning) => `warning: ${escapeLine(warningText(warning))}`),
      ...adapted.notes.map((note) =>
        note.kind === "detected"
          ? `note: ${escapeLine(adaptNoteText(note))}`
          : `note: ${escapeLine(note.item)} has no command to check it: ${
            note.settings.map(escapeLine).join(", ")
          } is not set`
      ),
    ],
  };
}

async function settingsFile(tree: string): Promise<JsonObject> {
  const bytes = readUserFile(`${tree}/${SETTINGS_FILE}`, DEFINITION_LIMIT, "regular");
  if (bytes === null) return {};
  return await readOrchestratorYaml(new TextDecoder().decode(bytes), SETTINGS_FILE);
}

function flagSettings(call: Call): JsonObject {
  const test = flagValue(call, "test-command");
  const build = flagValue(call, "build-command");
  return {
    ...(test === null ? {} : { test_command: test }),
    ...(build === null ? {} : { build_command: build }),
  };
}
