import { LAYOUT, SESSION_FILES } from "../repo/layout.ts";
import type { KnownValues } from "../scrub/known_values.ts";
import { scrubText } from "../scrub/scrub_text.ts";
import { checkedDirectory } from "../store/checked_path.ts";
import { disposing, whileHeld } from "../store/disposing.ts";
import { makeDurableFile } from "../store/durable_file.ts";
import { fail } from "../store/failure.ts";
import { runJournal } from "../store/journal.ts";
import { makeStage, type Stage } from "../store/stage.ts";
import { makeStagedDirectory, syncStaged } from "../store/staged_directory.ts";
import type { SessionEvent } from "../workflow/event.ts";
import type { WorkflowDefinition } from "../workflow/definition.ts";
import { applyEvent, createFold } from "../workflow/fold.ts";
import type { JsonValue } from "../workflow/json.ts";
import { newState } from "../workflow/new_state.ts";
import { startDrafts } from "../workflow/start.ts";
import { activeSession } from "./choose_session.ts";
import { chainLink } from "./event_line.ts";
import { settleUnderLock } from "./interrupted.ts";
import { currentOf, knownSessions } from "./known_sessions.ts";
import { lockRepository } from "./lock_house.ts";
import { newSessionId } from "./new_session_id.ts";
import { STAGED } from "./operations.ts";
import { stagePointers } from "./stage_pointers.ts";
import { readSession } from "./read_session.ts";
import { sealEvents } from "./seal_events.ts";
import { formatSessionBase } from "./session_base.ts";
import { formatSessionMeta } from "./session_meta.ts";
import type { SessionMeta, SessionView } from "./session_view.ts";
import { formatStateCache } from "./state_cache.ts";
import { sweepHouse } from "./sweep_house.ts";
import type { Writer } from "./writer.ts";

/** What a new session is about. */
export interface StartRequest {
  readonly definition: WorkflowDefinition;
  readonly task: string;
  readonly project: string | null;
  readonly constraints: readonly string[];
  readonly metadata: ReadonlyMap<string, JsonValue>;
  readonly branch: string | null;
  readonly agent: string | null;
  /** Beside an active session, without moving `current`. */
  readonly parallel: boolean;
  /** Another session even for the same task. */
  readonly another: boolean;
  /**
   * Called under the lock when nothing can refuse the start any more, just before it counts: for what
   * a started session must not be without.
   */
  readonly beforePublishing?: () => void;
}

/** A session that was started, or that was active already for the same task. */
export interface StartResult {
  readonly kind: "started" | "continuing";
  readonly view: SessionView;
}

/**
 * Starts a session: stages its whole directory, then publishes it and `current` as one operation.
 * The house must be there.
 *
 * @throws `start.active_exists`, `lock.busy`, `io`, `file.not_created`, `home.unsafe`.
 */
export async function startSession(writer: Writer, request: StartRequest): Promise<StartResult> {
  const { place, operations } = writer;
  const { home } = place;
  const known = await writer.knownValues();
  const task = scrubText(request.task, known);
  return await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    sweepHouse(home);
    const active = await activeSession(place, operations);
    if (active !== null && !request.parallel && !request.another) {
      return continueOrRefuse(await readSession(home, active), task);
    }
    const movesCurrent = !request.parallel;
    const id = publishSession(writer, known, { ...request, task }, movesCurrent);
    return { kind: "started", view: await readSession(home, id) };
  });
}

/** Stages a session and moves it to its place, together with what points to it. */
function publishSession(
  writer: Writer,
  known: KnownValues | null,
  request: StartRequest,
  movesCurrent: boolean,
): string {
  const { place, operations } = writer;
  const { home } = place;
  const sessions = knownSessions(place, operations);
  const id = newSessionId(writer.now(), sessions.ids);
  const current = currentOf(home, sessions);
  checkedDirectory(home, LAYOUT.sessions);
  const events = disposing(makeStage(home, LAYOUT.tmp), (stage) => {
    const staged = stageSession(writer, known, stage, { id, ...request });
    if (movesCurrent) {
      stagePointers(place, stage, { current: id, previous: current });
    }
    const facts = {
      session: id,
      tree: place.worktree,
      current: movesCurrent ? "yes" : null,
      previous: movesCurrent && current !== null ? "yes" : null,
    };
    request.beforePublishing?.();
    runJournal(home, LAYOUT, operations, { operation: "start", stage, facts });
    return staged;
  });
  writer.recorded?.(id, events);
  return id;
}

function continueOrRefuse(active: SessionView, task: string): StartResult {
  const { task_description: activeTask } = active.fold.state;
  if (activeTask !== task) {
    throw fail("start.active_exists", { session: active.id, task: activeTask, wanted: task });
  }
  return { kind: "continuing", view: active };
}

/** Stages the files of a session; gives its first events. */
function stageSession(
  writer: Writer,
  known: KnownValues | null,
  stage: Stage,
  { id, ...request }: StartRequest & { readonly id: string },
): readonly SessionEvent[] {
  const now = writer.now();
  const state = newState({
    workflow_id: newWorkflowId(),
    definition: request.definition,
    task: request.task,
    project: request.project === null ? null : scrubText(request.project, known),
    constraints: request.constraints.map((constraint) => scrubText(constraint, known)),
    metadata: request.metadata,
    now,
  });
  const meta: SessionMeta = {
    session_id: id,
    former_id: null,
    created_at: now,
    task: request.task,
    origin: "started",
    tree: writer.place.worktree,
    branch: request.branch,
    agent: request.agent,
  };
  const base = formatSessionBase(state);
  const start = { seq: 0, head: chainLink(base), from: 0, to: 0 };
  const sealed = sealEvents(writer, known, state.workflow_id, startDrafts(state), start);
  const fold = createFold(state);
  for (const event of sealed.events) {
    applyEvent(fold, event);
  }
  const encoder = new TextEncoder();
  const directory = makeStagedDirectory(`${stage.path}/${STAGED.session}`);
  const files: readonly (readonly [string, Uint8Array])[] = [
    [SESSION_FILES.meta, encoder.encode(formatSessionMeta(meta))],
    [SESSION_FILES.base, encoder.encode(base)],
    [SESSION_FILES.log, sealed.bytes],
    [SESSION_FILES.state, encoder.encode(formatStateCache(fold, sealed.position))],
  ];
  for (const [name, bytes] of files) {
    makeDurableFile(`${directory}/${name}`, bytes);
  }
  syncStaged(directory);
  return sealed.events;
}

/** As the predecessor makes them: `wf_` and 8 hex digits. */
function newWorkflowId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return `wf_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
