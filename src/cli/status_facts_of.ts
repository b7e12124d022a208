import { readConflict } from "../git/conflict.ts";
import type { Place } from "../repo/place.ts";
import type { SessionView } from "../session/session_view.ts";
import { type Call, hintFlags } from "./call.ts";
import type { Context } from "./context.ts";
import { hasDefinitionChanged } from "../session/definition_change.ts";
import type { StatusFacts } from "./render/status_facts.ts";
import { entryText, trustOf } from "./trust/trust_of.ts";

/** Collects what `status` shows of a session. Reads only, runs nothing. */
export async function statusFactsOf(
  call: Call,
  context: Context,
  place: Place,
  view: SessionView,
): Promise<StatusFacts> {
  const { state } = view.fold;
  const active = state.status === "active";
  const trust = active ? await trustOf(call, context, place, view.fold) : null;
  return {
    view,
    conflict: readConflict(place),
    definitionChanged: active && hasDefinitionChanged(place.tree, state),
    ungranted: trust === null || trust.check.granted ? [] : trust.entries.map(entryText),
    hint: hintFlags(call),
  };
}
