import { HOUSE, LAYOUT } from "../repo/layout.ts";
import { makeHiddenHouse } from "../session/ensure_house.ts";
import { readEvents } from "../session/read_events.ts";
import { record } from "../session/record.ts";
import { startSession } from "../session/start_session.ts";
import type { Writer } from "../session/writer.ts";
import { checkedPath } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { OrchestratorError, problemOfFailure } from "../store/failure.ts";
import { isThere } from "../store/is_there.ts";
import { makeStage } from "../store/stage.ts";
import type { WorkflowDefinition } from "../workflow/definition.ts";
import type { EventDraft } from "../workflow/event.ts";
import { type Finding, found } from "./finding.ts";

/** Events that are written: enough for a p99. */
const EVENTS = 100;

/** A durable event takes less than this on any disk that is good for work. In milliseconds. */
const SLOW = 100;

const DEFINITION: WorkflowDefinition = {
  name: "Probe",
  version: "1.0",
  description: null,
  phases: [{
    id: "PROBE",
    name: "Probe",
    description: null,
    agent: null,
    executor: null,
    items: [],
    exit_gate: null,
    notes: [],
    required_reviews: [],
    phase_type: "strict",
    intended_tools: [],
  }],
  settings: {},
  secrets: [],
};

const NOTE: EventDraft = {
  event_type: "note_added",
  phase_id: null,
  item_id: null,
  message: "Probe",
  details: {},
};

/**
 * Writes real events to a session in the staging area, each one synced, reads them back, and removes
 * the session: the way that every command goes, on the file system that it goes to.
 */
export async function probe(writer: Writer): Promise<Finding> {
  const { home } = writer.place;
  if (!checkedPath(home, HOUSE, "directory").exists) {
    return found("probe", "not_tried", { why: "no_house" });
  }
  try {
    const stage = makeStage(home, LAYOUT.tmp);
    const { path } = stage;
    const measured = await whileHeld(Promise.resolve(stage), () => writeAndRead(writer, path));
    const removed = !isThere(path);
    const isGood = measured.read_back && removed;
    const severity = !isGood ? "error" : measured.p99_ms > SLOW ? "note" : "ok";
    return found("probe", severity, { ...measured, removed, path });
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    const { code } = error.failure;
    return found("probe", "error", { code, problem: problemOfFailure(error.failure) });
  }
}

async function writeAndRead(
  writer: Writer,
  scratch: string,
): Promise<{ events: number; p50_ms: number; p99_ms: number; read_back: boolean }> {
  const place = { ...writer.place, home: scratch, tree: scratch, worktree: null };
  // Nobody is to hear of these events: they are none of the repository's.
  const { recorded: _, ...unheard } = writer;
  const apart: Writer = { ...unheard, place };
  makeHiddenHouse(scratch);
  const { view: { id, events: before } } = await startSession(apart, {
    definition: DEFINITION,
    task: "Probe",
    project: null,
    constraints: [],
    metadata: new Map(),
    branch: null,
    agent: null,
    parallel: false,
    another: false,
  });
  const times: number[] = [];
  for (let event = 0; event < EVENTS; event++) {
    const begun = performance.now();
    await record(apart, id, () => ({ events: [NOTE] }));
    times.push(performance.now() - begun);
  }
  const { events, condition } = await readEvents(scratch, id);
  times.sort((a, b) => a - b);
  return {
    events: EVENTS,
    p50_ms: milliseconds(times[EVENTS / 2]),
    p99_ms: milliseconds(times[EVENTS - 2]),
    read_back: condition.kind === "sound" && events.length === before + EVENTS,
  };
}

/** To a hundredth. */
function milliseconds(time = 0): number {
  return Math.round(time * 100) / 100;
}
