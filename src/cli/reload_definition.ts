import { WORKFLOW_FILE } from "../repo/layout.ts";
import type { Place } from "../repo/place.ts";
import type { KnownValues } from "../scrub/known_values.ts";
import { fail } from "../store/failure.ts";
import type { Fold } from "../workflow/fold.ts";
import type { ReloadRequest } from "../workflow/reload.ts";
import { type Call, flagValue } from "./call.ts";
import type { Context } from "./context.ts";
import { recordedPath } from "../session/definition_change.ts";
import { type DefinitionSource, findDefinition, findInTree } from "./definition_source.ts";
import { recordableDefinition } from "./recordable_definition.ts";
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
  const clean = recordableDefinition(definition, known);
  return {
    request: { definition: clean.definition, origin: source.origin, name: source.name },
    notes: [...notes, ...clean.notes],
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
