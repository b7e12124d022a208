import { requireHome } from "../../repo/require_home.ts";
import {
  type FoundCheckpoint,
  readCheckpoint,
  readCheckpoints,
} from "../../session/read_checkpoints.ts";
import { readEvents } from "../../session/read_events.ts";
import { readSession } from "../../session/read_session.ts";
import type { NamedCheckpoint } from "../../session/restore_checkpoint.ts";
import { fail } from "../../store/failure.ts";
import type { SessionEvent } from "../../workflow/event.ts";
import type { Fold } from "../../workflow/fold.ts";
import { type StateChange, stateChanges } from "../../workflow/state_changes.ts";
import { stateFromJson } from "../../workflow/state_json.ts";
import { type Call, flagValue } from "../call.ts";
import { hintActive, requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeBlock, escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { rememberedLines, rememberedOf, titled } from "../render/context_text.ts";
import { eventText } from "../render/log_text.ts";
import { stateChangeLines } from "../render/state_changes_text.ts";
import { statusJson } from "../render/status_json.ts";
import { statusText } from "../render/status_text.ts";
import { sessionNotes } from "../session_notes.ts";
import { statusFactsOf } from "../status_facts_of.ts";

const RULER = "=".repeat(60);

/** How many of the last events are shown. */
const EVENTS = 8;

/** `resume [--from CP]`: all that somebody needs who comes back. Prints, and changes nothing. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  requireHome(place);
  const session = await requireChosen(call, context, place);
  const view = await readSession(place.home, session);
  if (view.fold.state.status !== "active") await hintActive(call, place);
  const checkpoints = readCheckpoints(place.home, session);
  const from = chosenCheckpoint(
    place.home,
    session,
    view.fold,
    checkpoints,
    flagValue(call, "from"),
  );
  const since = from === null ? [] : changesSince(view.fold, from);
  const remembered = rememberedOf(view.fold, checkpoints);
  const { events } = await readEvents(place.home, session);
  const last = events.slice(-EVENTS);
  const facts = await statusFactsOf(call, context, place, view);
  return {
    json: () => ({
      ...statusJson(facts),
      checkpoint: from === null ? null : documentOf(from),
      since,
      ...remembered,
      last_events: last.map(withoutStates),
    }),
    text: () =>
      [
        RULER,
        from === null ? "WORKFLOW RESUME" : "WORKFLOW RESUME FROM CHECKPOINT",
        RULER,
        ...(from === null
          ? ["There is no checkpoint; this is where the log of the session ends."]
          : checkpointLines(from, since)),
        ...rememberedLines(remembered),
        ...titled("What happened last:", last.map((event) => indented(eventText(event, null)))),
        "",
        statusText(facts),
      ].join("\n"),
    notices: sessionNotes(place, view),
  };
}

function chosenCheckpoint(
  home: string,
  session: string,
  { state }: Fold,
  checkpoints: readonly FoundCheckpoint[],
  wanted: string | null,
): NamedCheckpoint | null {
  if (wanted === null) {
    for (const { id, checkpoint } of checkpoints) {
      if (checkpoint?.workflow_id === state.workflow_id) return { id, checkpoint };
    }
    return null;
  }
  const named = readCheckpoint(home, session, wanted);
  const { workflow_id: workflow } = named.checkpoint;
  if (workflow !== state.workflow_id) {
    const facts = { checkpoint: named.id, workflow, wanted: state.workflow_id };
    throw fail("checkpoint.other_workflow", facts);
  }
  return named;
}

/** What has changed since a checkpoint; nothing if it holds no state. */
function changesSince(fold: Fold, { checkpoint }: NamedCheckpoint): readonly StateChange[] {
  const { workflow_state_snapshot: snapshot } = checkpoint;
  const then = snapshot === null ? null : stateFromJson(snapshot, null);
  return then === null ? [] : stateChanges(then, fold.state);
}

function checkpointLines(
  { id, checkpoint }: NamedCheckpoint,
  since: readonly StateChange[],
): readonly string[] {
  const { message, timestamp, file_manifest: files } = checkpoint;
  const changes = stateChangeLines(since).map((line) => `  ${line}`);
  return [
    `Checkpoint: ${id}`,
    `Made: ${escapeLine(timestamp)}`,
    ...(message === null ? [] : ["Message:", escapeBlock(message, "  ")]),
    ...titled("Files at that time:", files.map((file) => `  - ${escapeLine(file)}`)),
    "",
    ...(changes.length === 0
      ? ["The workflow stands as it did then."]
      : ["Since then:", ...changes]),
  ];
}

function documentOf({ id, checkpoint }: NamedCheckpoint): object {
  const { workflow_state_snapshot: _, ...rest } = checkpoint;
  return { checkpoint_id: id, ...rest };
}

/** A whole state or definition is not what somebody who comes back wants to read. */
function withoutStates(event: SessionEvent): SessionEvent {
  const { state: _, definition: __, ...details } = event.details;
  return { ...event, details };
}

function indented(text: string): string {
  return `  ${text.replaceAll("\n", "\n  ")}`;
}
