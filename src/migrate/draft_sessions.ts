import { definitionToJson } from "../workflow/definition_json.ts";
import { eraOf, type LegacyState } from "./legacy_state.ts";
import { withoutMembers } from "./json_members.ts";
import { note, type PlanProblem } from "./problem.ts";
import type { DefinitionOrigin, Part, PlannedFile, PlannedSession } from "./plan_type.ts";
import type { FallbackDefinition, Group } from "./scan_type.ts";
import { toUtc } from "./to_utc.ts";

/** A session that a plan is still adding files to. */
export interface SessionDraft extends Omit<PlannedSession, "files"> {
  readonly files: Map<string, { parts: Part[]; bytes: number }>;
  /** The last line of a file has no end: what is added next needs one. */
  readonly open: Set<string>;
}

/** Adds bytes of an original to a file of a session, behind what is there. */
export function addPart(
  draft: SessionDraft,
  name: string,
  part: Part,
  open = false,
): void {
  const file = draft.files.get(name) ?? { parts: [], bytes: 0 };
  if (draft.open.delete(name)) addTo(file, { text: "\n" });
  addTo(file, part);
  draft.files.set(name, file);
  if (open) draft.open.add(name);
}

function addTo(file: { parts: Part[]; bytes: number }, part: Part): void {
  const last = file.parts.at(-1);
  const follows = last !== undefined && "path" in last && "path" in part &&
    last.path === part.path && last.to === part.from;
  if (follows) file.parts[file.parts.length - 1] = { ...last, to: part.to };
  else file.parts.push(part);
  file.bytes += "path" in part ? part.to - part.from : new TextEncoder().encode(part.text).length;
}

/** The finished session. */
export function finishDraft({ files, open: _, ...session }: SessionDraft): PlannedSession {
  return {
    ...session,
    files: Array.from(files, ([name, file]): PlannedFile => ({ name, ...file })),
  };
}

/** The draft of a workflow whose state is there. */
export function draftOfState(
  key: string,
  group: Group,
  source: string,
  legacy: LegacyState,
  fallback: FallbackDefinition | null,
  problems: PlanProblem[],
): SessionDraft {
  const { state } = legacy;
  const pinned = definitionFor(source, legacy, fallback, problems);
  const place = group.place === "leftover" ? "root" : group.place;
  if (legacy.hasBom) problems.push(note("byte_order_mark", source));
  if (legacy.notUtf8) problems.push(note("not_utf8", source));
  if (legacy.checksum === "differs") problems.push(note("checksum_differs", source));
  return {
    key,
    kind: "migrated",
    era: eraOf(place, legacy),
    source,
    former_id: group.place === "session" ? group.name : null,
    workflow_id: state.workflow_id,
    task: state.task_description,
    status: state.status,
    phase: state.current_phase_id,
    created_at: toUtc(state.created_at),
    base: {
      state: withoutMembers(legacy.text, new Set(["workflow_definition"])),
      definition: pinned.text,
    },
    definition_origin: pinned.origin,
    checksum: legacy.checksum,
    files: new Map(),
    open: new Set(),
  };
}

/** The draft of a workflow of which only lines or checkpoints are left. */
export function draftOfEvents(
  key: string,
  from: Pick<PlannedSession, "source" | "former_id" | "workflow_id" | "task" | "created_at">,
): SessionDraft {
  return {
    ...from,
    key,
    kind: "events-only",
    era: null,
    status: null,
    phase: null,
    created_at: toUtc(from.created_at),
    base: { state: null, definition: null },
    definition_origin: "none",
    checksum: "none",
    files: new Map(),
    open: new Set(),
  };
}

function definitionFor(
  source: string,
  { definition, definitionUnusable, state }: LegacyState,
  fallback: FallbackDefinition | null,
  problems: PlanProblem[],
): { readonly text: string | null; readonly origin: DefinitionOrigin } {
  if (definition !== null) return { text: definition, origin: "state" };
  if (fallback === null) return { text: null, origin: "none" };
  if (definitionUnusable) problems.push(note("definition_unusable", source, fallback.origin));
  const recorded = state.metadata.get("workflow_yaml_checksum");
  if (fallback.origin === "bundled") {
    problems.push(note("definition_missing", source));
  } else if (typeof recorded === "string" && recorded !== fallback.checksum) {
    problems.push(note("definition_differs", source, fallback.origin));
  }
  return {
    text: JSON.stringify(definitionToJson(fallback.definition)),
    origin: fallback.origin,
  };
}
