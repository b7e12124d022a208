import { readCheckpoint } from "../../session/read_checkpoints.ts";
import { readEvents } from "../../session/read_events.ts";
import type { NamedCheckpoint } from "../../session/restore_checkpoint.ts";
import { fail } from "../../store/failure.ts";
import type { LoggedEvent } from "../../workflow/event.ts";
import type { Fold } from "../../workflow/fold.ts";
import { type StateChange, stateChanges } from "../../workflow/state_changes.ts";
import { stateFromJson } from "../../workflow/state_json.ts";
import { type Call, flagValue } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeBlock, escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { rememberedLines, rememberedOf, titled } from "../render/context_text.ts";
import { eventText } from "../render/log_text.ts";
import { stateChangeLines } from "../render/state_changes_text.ts";
import { statusJson } from "../render/status_json.ts";
import { statusText } from "../render/status_text.ts";
import { type ToldWorkflow, toldWorkflow } from "../told_workflow.ts";

const RULER = "=".repeat(60);

/** How many of the last events are shown. */
const EVENTS = 8;

/** `resume [--from CP]`: all that somebody needs who comes back. Prints, and changes nothing. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  const told = await toldWorkflow(call, context, place);
  const { facts, checkpoints } = told;
  const { fold } = facts.view;
  const from = chosenCheckpoint(place.home, told, flagValue(call, "from"));
  const since = from === null ? [] : changesSince(fold, from);
  const remembered = rememberedOf(fold, checkpoints);
  const events = await eventsOf(place.home, told);
  const last = events.slice(-EVENTS);
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
    notices: told.notices,
  };
}

/** What was logged of a workflow; of one of the predecessor what lies beside its state. */
async function eventsOf(
  home: string,
  { session, legacy }: ToldWorkflow,
): Promise<readonly LoggedEvent[]> {
  if (legacy === null) return session === null ? [] : (await readEvents(home, session)).events;
  const { readLegacyLog } = await import("../migration/legacy_log.ts");
  return readLegacyLog(home, legacy).events;
}

function chosenCheckpoint(
  home: string,
  { session, checkpoints, legacy, facts: { view: { fold: { state } } } }: ToldWorkflow,
  wanted: string | null,
): NamedCheckpoint | null {
  if (wanted === null) {
    for (const { id, checkpoint } of checkpoints) {
      if (checkpoint?.workflow_id === state.workflow_id) return { id, checkpoint };
    }
    return null;
  }
  if (session === null) throw fail("session.not_ours", { session: legacy?.path ?? "" });
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
function withoutStates(event: LoggedEvent): LoggedEvent {
  const { state: _, definition: __, ...details } = event.details;
  return { ...event, details };
}

function indented(text: string): string {
  return `  ${text.replaceAll("\n", "\n  ")}`;
}
