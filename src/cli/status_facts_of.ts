import { readConflict } from "../git/conflict.ts";
import type { Place } from "../repo/place.ts";
import type { SessionView } from "../session/session_view.ts";
import { type Call, hintFlags } from "./call.ts";
import type { Context } from "./context.ts";
import { hasDefinitionChanged } from "./definition_change.ts";
import type { StatusFacts } from "./render/status_facts.ts";
import { trustOf } from "./trust_of.ts";

/** Collects what `status` shows of a session. Reads only, runs nothing. */
export function statusFactsOf(
  call: Call,
  context: Context,
  place: Place,
  view: SessionView,
): StatusFacts {
  const { state } = view.fold;
  const active = state.status === "active";
  return {
    view,
    conflict: readConflict(place),
    definitionChanged: active && hasDefinitionChanged(place.tree, state),
    granted: !active || trustOf(context, place, view.fold).check.granted,
    hint: hintFlags(call),
  };
}
