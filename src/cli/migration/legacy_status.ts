import {
  findLooseWorkflows,
  type LegacyWorkflow,
  readLegacySession,
} from "../../migrate/find_legacy.ts";
import { legacyFold } from "../../migrate/legacy_fold.ts";
import { legacyTraces } from "../../migrate/legacy_traces.ts";
import type { Place } from "../../repo/place.ts";
import { readConflict } from "../../git/conflict.ts";
import type { SessionView } from "../../session/session_view.ts";
import { type Call, hintFlags } from "../call.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { statusJson } from "../render/status_json.ts";
import type { StatusFacts } from "../render/status_facts.ts";
import { statusText } from "../render/status_text.ts";

/**
 * The predecessor's workflow that `status` is about: that of the session, else the one in the root,
 * active ones first. Null when there is none.
 */
export function chosenLegacy(home: string, session: string | null): LegacyWorkflow | null {
  if (session !== null) return readLegacySession(home, session);
  const traces = legacyTraces(home);
  const found = traces === null ? [] : findLooseWorkflows(home, traces);
  return found.find(({ legacy }) => legacy.state.status === "active") ?? found[0] ?? null;
}

/** What `status` says of a workflow of the predecessor, where it lies. */
export async function legacyStatus(
  call: Call,
  place: Place,
  workflow: LegacyWorkflow,
): Promise<Output> {
  const facts = await legacyFacts(call, place, workflow);
  return {
    json: () => statusJson(facts),
    text: () => statusText(facts),
    notices: [legacyNote(workflow, facts.hint.root)],
  };
}

/** The same as facts. */
export async function legacyFacts(
  call: Call,
  place: Place,
  workflow: LegacyWorkflow,
): Promise<StatusFacts> {
  const { path, session, era } = workflow;
  return {
    view: await legacyView(place.home, workflow),
    conflict: readConflict(place),
    definitionChanged: false,
    ungranted: [],
    hint: hintFlags(call),
    legacy: { path, session, era },
  };
}

/** A workflow of the predecessor as a session is seen; without a session its id is empty. */
export async function legacyView(home: string, workflow: LegacyWorkflow): Promise<SessionView> {
  return {
    id: workflow.session ?? "",
    meta: null,
    fold: await legacyFold(home, workflow.legacy),
    condition: { kind: "sound" },
    cacheDropped: false,
    events: 0,
  };
}

/** The one line that says where a workflow of the predecessor lies and what takes it over. */
export function legacyNote({ path, legacy }: LegacyWorkflow, root: string): string {
  const { status, workflow_id: id } = legacy.state;
  const article = /^[aeiou]/.test(status) ? "an" : "a";
  return `note: ${escapeLine(path)} holds ${article} ${status} workflow of the predecessor ` +
    `(${escapeLine(id)}); ` +
    `orchestrator migrate${root} takes it over`;
}
