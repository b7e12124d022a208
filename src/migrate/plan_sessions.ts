import type { ArtefactId } from "./artefact.ts";
import { addPart, draftOfEvents, draftOfState, type SessionDraft } from "./draft_sessions.ts";
import { note, type PlanProblem } from "./problem.ts";
import { isPathId } from "../repo/path_id.ts";
import type { Found, Group, Scan } from "./scan_type.ts";

/** The sessions of a plan while it is made, and which of them each group went into. */
export interface SessionDrafts {
  readonly drafts: readonly SessionDraft[];
  /** The session that stands for a group: of its state, else of its log's last workflow. */
  readonly main: ReadonlyMap<Group, SessionDraft>;
  /** Keys of the sessions that something of an original went into. */
  readonly into: ReadonlyMap<Found, ReadonlySet<string>>;
  /** Groups that only go to the backup: their workflows are elsewhere. */
  readonly retired: readonly Group[];
}

const HISTORY = "history.jsonl";

/** Makes sessions of groups: one for each state, one for each workflow that only logs know. */
export function draftSessions(scan: Scan, problems: PlanProblem[]): SessionDrafts {
  const { groups, retired } = chooseGroups(scan);
  const drafts: SessionDraft[] = [];
  const main = new Map<Group, SessionDraft>();
  const into = new Map<Found, Set<string>>();
  const nextKey = () => `s${drafts.length + 1}`;

  const goesInto = ({ originals }: Group, id: ArtefactId, { key }: SessionDraft): void => {
    const found = originals.find(({ artefact }) => artefact.id === id) ?? originals[0];
    if (found !== undefined) into.set(found, new Set([...into.get(found) ?? [], key]));
  };

  for (const group of groups) {
    if (group.state?.reading.kind !== "workflow") continue;
    const { source, reading: { state } } = group.state;
    const draft = draftOfState(nextKey(), group, source, state, scan.fallback, problems);
    drafts.push(draft);
    main.set(group, draft);
    goesInto(group, "state", draft);
  }

  /** The session of a workflow: the group's own, else one made of a state, else one of events. */
  const sessionFor = (
    group: Group,
    workflow: string,
    seen: { readonly source: string; readonly task: string; readonly created_at: string },
  ): SessionDraft => {
    const own = main.get(group);
    const found = own?.workflow_id === workflow
      ? own
      : drafts.find(({ workflow_id }) => workflow_id === workflow);
    if (found !== undefined) return found;
    // What stands for a session of the predecessor that has no state keeps its name.
    const standsFor = group.place === "session" && !main.has(group) &&
      workflow === (group.log?.index.last ?? workflow);
    const former_id = standsFor ? group.name : null;
    const made = draftOfEvents(nextKey(), { ...seen, former_id, workflow_id: workflow });
    drafts.push(made);
    return made;
  };

  for (const group of groups) {
    if (group.log === null) continue;
    const { source, index } = group.log;
    // Lines that name no workflow lie among those of the group's own.
    const own = main.get(group)?.workflow_id ?? index.last ?? "";
    for (const run of index.runs) {
      const workflow = run.workflow ?? own;
      const known = index.workflows.get(workflow);
      const draft = sessionFor(group, workflow, {
        source,
        task: known?.task ?? "",
        created_at: known?.first_at ?? "",
      });
      const isOpen = index.open && run.to === index.bytes;
      addPart(draft, HISTORY, { path: source, from: run.from, to: run.to }, isOpen);
      goesInto(group, "log", draft);
      if (!main.has(group) && workflow === own) main.set(group, draft);
    }
  }

  for (const group of groups) {
    for (const checkpoint of group.checkpoints) {
      const { path, name, bytes, workflow } = checkpoint;
      if (workflow === null) problems.push(note("checkpoint_unreadable", path));
      const id = name.slice(0, -".json".length);
      if (!isPathId(id)) {
        problems.push(note("invalid_id", path));
        continue;
      }
      const draft = workflow === null
        ? main.get(group)
        : sessionFor(group, workflow, { source: path, task: "", created_at: "" });
      if (draft === undefined) continue;
      const target = freeName(draft, id);
      if (target !== id) problems.push(note("same_name", path, target));
      addPart(draft, `checkpoints/${target}.json`, { path, from: 0, to: bytes });
      goesInto(group, "checkpoints", draft);
      if (!main.has(group)) main.set(group, draft);
    }
  }
  return { drafts, main, into, retired };
}

function freeName(draft: SessionDraft, id: string): string {
  for (let count = 1;; count++) {
    const name = count === 1 ? id : `${id}-${count}`;
    if (!draft.files.has(`checkpoints/${name}.json`)) return name;
  }
}

/** What the old migration script put aside counts only where its workflow is nowhere else. */
function chooseGroups(
  { groups, own }: Scan,
): { readonly groups: readonly Group[]; readonly retired: readonly Group[] } {
  const known = new Set(own.workflows);
  for (const group of groups) {
    if (group.place !== "leftover") workflowsOf(group).forEach((id) => known.add(id));
  }
  const isRetired = (group: Group) =>
    group.place === "leftover" && workflowsOf(group).every((id) => known.has(id));
  return {
    groups: groups.filter((group) => !isRetired(group)),
    retired: groups.filter(isRetired),
  };
}

function workflowsOf({ state, log, checkpoints }: Group): readonly string[] {
  return [
    ...(state?.reading.kind === "workflow" ? [state.reading.state.state.workflow_id] : []),
    ...(log?.index.workflows.keys() ?? []),
    ...checkpoints.flatMap(({ workflow }) => workflow ?? []),
  ];
}
