import { LAYOUT } from "../../src/repo/layout.ts";
import type { Place } from "../../src/repo/place.ts";
import { ensureHouse } from "../../src/session/ensure_house.ts";
import type { Notice } from "../../src/session/notice.ts";
import { SESSION_OPERATIONS } from "../../src/session/operations.ts";
import { type StartRequest, startSession } from "../../src/session/start_session.ts";
import type { Writer } from "../../src/session/writer.ts";
import type { WorkflowDefinition } from "../../src/workflow/definition.ts";
import type { EventDraft } from "../../src/workflow/event.ts";
import { item, later, phase, workflow } from "../workflow/samples.ts";
import { withScratch } from "./scratch.ts";

/** A writer that keeps what it was told to say. */
export interface TestWriter extends Writer {
  readonly notices: Notice[];
}

/** The place of a main checkout without git; `more` changes single keys. */
export function placeAt(home: string, more: Partial<Place> = {}): Place {
  return {
    home,
    tree: home,
    worktree: null,
    mark: "strong",
    boundary: null,
    gitDirectory: null,
    gitCommonDirectory: null,
    ignoredWeakMark: null,
    steps: [],
    ...more,
  };
}

/** A writer at a home; each event is a second later than the one before. */
export function writerAt(home: string, place: Partial<Place> = {}): TestWriter {
  const notices: Notice[] = [];
  let seconds = 0;
  return {
    place: placeAt(home, place),
    now: () => later(seconds++),
    actor: "agent",
    actorEvidence: "env:TEST",
    command: "test",
    pid: Deno.pid,
    host: "here",
    lock: () => Promise.resolve({ timeoutSeconds: 10, mode: "flock" }),
    operations: SESSION_OPERATIONS,
    knownValues: () => Promise.resolve(null),
    notices,
    notice: (notice) => {
      // How long a lock took is different every time.
      if (notice.kind !== "lock_waited") {
        notices.push(notice);
      }
    },
  };
}

/** Two phases: `PLAN` with the items a, b and c, and `DO` with d. */
export function sampleDefinition(): WorkflowDefinition {
  return workflow([
    phase("PLAN", [item("a"), item("b"), item("c")]),
    phase("DO", [item("d")]),
  ]);
}

/** What `start` is asked for: the sample, the task "Do it"; `more` changes single keys. */
export function startRequest(more: Partial<StartRequest> = {}): StartRequest {
  return {
    definition: sampleDefinition(),
    task: "Do it",
    project: null,
    constraints: [],
    metadata: new Map(),
    branch: null,
    agent: null,
    parallel: false,
    another: false,
    ...more,
  };
}

/** Starts a session and returns its id. */
export async function startedSession(
  writer: Writer,
  more: Partial<StartRequest> = {},
): Promise<string> {
  await ensureHouse(writer, '{"schema":1}\n');
  return (await startSession(writer, startRequest(more))).view.id;
}

/** A home with one started session. */
export interface StartedHome {
  readonly home: string;
  readonly writer: TestWriter;
  readonly id: string;
  /** Absolute path of a file of the session. */
  readonly file: (name: string) => string;
}

/** Runs `body` in a new home with one started session. */
export function withSession<T>(
  body: (started: StartedHome) => T | Promise<T>,
  more: Partial<StartRequest> = {},
): Promise<T> {
  return withScratch(async (home) => {
    const writer = writerAt(home);
    const id = await startedSession(writer, more);
    return await body({
      home,
      writer,
      id,
      file: (name) => `${home}/${LAYOUT.sessions}/${id}/${name}`,
    });
  });
}

/** A note: an event that is always allowed and changes nothing. */
export function note(text: string): EventDraft {
  return {
    event_type: "note_added",
    phase_id: null,
    item_id: null,
    message: text,
    details: {},
  };
}

/** The completion of an item of the first phase. */
export function completion(item: string): EventDraft {
  return {
    event_type: "item_completed",
    phase_id: "PLAN",
    item_id: item,
    message: `Completed item: ${item}`,
    details: { notes: null },
  };
}
