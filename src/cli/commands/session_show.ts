import type { Place } from "../../repo/place.ts";
import { requireHome } from "../../repo/require_home.ts";
import { readSession } from "../../session/read_session.ts";
import { readTimeline } from "../../session/read_timeline.ts";
import { readSessionMeta } from "../../session/session_meta.ts";
import type { SessionView } from "../../session/session_view.ts";
import { OrchestratorError } from "../../store/failure.ts";
import { progress } from "../../workflow/inspect.ts";
import { type Call, hintFlags } from "../call.ts";
import { requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { readableHome } from "../readable_home.ts";
import { sessionNotes } from "../session_notes.ts";

/** `session show [ID]`. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  requireHome(place);
  const [wanted] = call.args;
  const named = wanted === undefined
    ? call
    : { ...call, globals: { ...call.globals, session: wanted } };
  const id = await requireChosen(named, context, place);
  const found = await viewOf(call, place, id);
  if (found === null) return await eventsOnly(place, id);
  const { view, notices } = found;
  const { state } = view.fold;
  const { completed, total } = progress(view.fold);
  const { refused } = view.fold.memory;
  const tree = view.meta?.tree ?? null;
  return {
    json: {
      session: id,
      meta: view.meta,
      workflow_id: state.workflow_id,
      workflow: { name: state.workflow_type, version: state.workflow_version },
      task: state.task_description,
      project: state.project,
      status: state.status,
      phase: state.current_phase_id,
      progress: { completed, total },
      created_at: state.created_at,
      updated_at: state.updated_at,
      events: view.events,
      refused_events: refused,
      condition: view.condition,
    },
    text: [
      `Session: ${id}`,
      `Task: ${escapeLine(state.task_description)}`,
      `Status: ${state.status}`,
      `Phase: ${escapeLine(state.current_phase_id)}`,
      `Progress: ${completed}/${total} items`,
      `Workflow: ${escapeLine(state.workflow_type)} ${escapeLine(state.workflow_version)}`,
      `Created: ${escapeLine(state.created_at)}`,
      `Updated: ${escapeLine(state.updated_at)}`,
      `Worktree: ${tree === null ? "main checkout" : escapeLine(tree)}`,
      `Origin: ${view.meta?.origin ?? "not known"}`,
      `Events: ${view.events}${
        refused === 0 ? "" : ` (${refused} without effect: not allowed where they stand)`
      }`,
      "",
    ].join("\n"),
    notices,
  };
}

/** What is known of a session of which only the predecessor's events are. */
async function eventsOnly(place: Place, id: string): Promise<Output> {
  const meta = readSessionMeta(place.home, id);
  const { history, events, condition } = await readTimeline(place.home, id);
  return {
    json: {
      session: id,
      meta,
      workflow_id: history.events.find(({ workflow_id: one }) => one !== "")?.workflow_id ?? null,
      task: meta?.task ?? null,
      status: null,
      events: events.length,
      history: history.events.length,
      condition,
      events_only: true,
    },
    text: [
      `Session: ${id}`,
      `Task: ${escapeLine(meta?.task ?? "(not known)")}`,
      `Created: ${escapeLine(meta?.created_at ?? "(not known)")}`,
      `Origin: ${meta?.origin ?? "not known"}`,
      `Events: ${history.events.length} of the predecessor; more is not known of its workflow`,
      "",
    ].join("\n"),
  };
}

/** A session of ours, or one of the predecessor where it lies; null if only its events are known. */
async function viewOf(
  call: Call,
  place: Place,
  id: string,
): Promise<{ view: SessionView; notices: readonly string[] } | null> {
  try {
    const view = await readSession(readableHome(place, id), id);
    return { view, notices: sessionNotes(place, view) };
  } catch (error) {
    const code = error instanceof OrchestratorError ? error.failure.code : null;
    if (code === "session.events_only") return null;
    if (code !== "session.not_ours") throw error;
    const { chosenLegacy, legacyNote, legacyView } = await import("../migration/legacy_status.ts");
    const workflow = chosenLegacy(place.home, id);
    if (workflow === null) throw error;
    const view = await legacyView(place.home, workflow);
    return { view, notices: [legacyNote(workflow, hintFlags(call).root)] };
  }
}
