import { definitionFromJson } from "../definition_json.ts";
import type { SessionEvent } from "../event.ts";
import { reloadState } from "../reload_state.ts";
import { type Fold, type Outcome, textDetail } from "./handler.ts";

/**
 * `workflow_reloaded`: the workflow goes by `details.definition` from then on; `path` and `checksum`
 * say which file that was. Refused where it does not fit what is done.
 */
export function workflowReloaded(fold: Fold, event: SessionEvent): Outcome {
  const { details } = event;
  const definition = definitionFromJson(details["definition"] ?? null);
  if (fold.state.status !== "active" || definition === null) return "refused";
  const path = textDetail(details, "path");
  const checksum = textDetail(details, "checksum");
  const origin = path === null || checksum === null ? null : { path, checksum };
  const { state } = reloadState(fold.state, definition, origin);
  if (state === null) return "refused";
  fold.state = state;
  return "applied";
}
