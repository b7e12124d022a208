import { WORKFLOW_FILE } from "../repo/layout.ts";
import type { Place } from "../repo/place.ts";
import type { KnownValues } from "../scrub/known_values.ts";
import { scrubJson } from "../scrub/scrub_json.ts";
import { fail } from "../store/failure.ts";
import type { WorkflowDefinition } from "../workflow/definition.ts";
import { definitionFromJson, definitionToJson } from "../workflow/definition_json.ts";
import type { Fold } from "../workflow/fold.ts";
import type { ReloadRequest } from "../workflow/reload.ts";
import { type Call, flagValue } from "./call.ts";
import type { Context } from "./context.ts";
import { recordedPath } from "../session/definition_change.ts";
import { type DefinitionSource, findDefinition, findInTree } from "./definition_source.ts";
import { startDefinition } from "./start_definition.ts";

/**
 * The definition that a session is to take over, built as `start` builds one, and what has to be said
 * about it. Without `--workflow` it is the file that the session was started with.
 *
 * @throws `definition.not_found`, what `startDefinition` throws.
 */
export async function reloadDefinition(
  call: Call,
  context: Context,
  place: Place,
  fold: Fold,
  known: KnownValues | null,
): Promise<{ readonly request: ReloadRequest; readonly notes: readonly string[] }> {
  const source = sourceOf(call, context, place, fold);
  const { definition, notes } = await startDefinition(call, context, place, source);
  const { definition: clean, changed } = withoutSecrets(definition, known);
  return {
    request: { definition: clean, origin: source.origin, name: source.name },
    notes: [
      ...notes,
      ...(changed
        ? ["warning: a secret in the definition is not recorded; read it from the environment"]
        : []),
    ],
  };
}

function sourceOf(call: Call, context: Context, place: Place, { state }: Fold): DefinitionSource {
  const named = flagValue(call, "workflow");
  if (named !== null) return findDefinition(context, place, named);
  const path = recordedPath(state) ?? WORKFLOW_FILE;
  const source = findInTree(place, path);
  if (source === null) throw fail("definition.not_found", { path });
  return source;
}

/** Events are scrubbed: what is granted and compared must be what is recorded. */
function withoutSecrets(
  definition: WorkflowDefinition,
  known: KnownValues | null,
): { readonly definition: WorkflowDefinition; readonly changed: boolean } {
  const json = definitionToJson(definition);
  const scrubbed = scrubJson(json, known);
  const clean = scrubbed === json ? definition : definitionFromJson(scrubbed);
  if (clean === null) throw new Error("A scrubbed definition is no definition");
  return { definition: clean, changed: scrubbed !== json };
}
