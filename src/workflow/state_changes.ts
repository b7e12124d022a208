import type { JsonValue } from "./json.ts";
import { phaseToText } from "./phase_json.ts";
import type { ItemState, WorkflowState } from "./state.ts";
import { stateEntries } from "./state_json.ts";

/** One way in which a state differs from another of the same workflow. */
export type StateChange =
  /** The current phase. */
  | { readonly kind: "phase"; readonly from: string; readonly to: string }
  /** The status of an item; null where it is not there. */
  | {
    readonly kind: "item";
    readonly phase: string;
    readonly item: string;
    readonly from: string | null;
    readonly to: string | null;
  }
  /** Notes or results of an item whose status is the same, or times of a phase (`item` is null). */
  | { readonly kind: "details"; readonly phase: string; readonly item: string | null }
  /** A value of the metadata, such as the approval of a phase. */
  | {
    readonly kind: "metadata";
    readonly key: string;
    readonly from: JsonValue | null;
    readonly to: JsonValue | null;
  }
  /** Another top-level part of the state, such as `workflow_definition` or `constraints`. */
  | { readonly kind: "part"; readonly key: string };

/** Told one by one, or no change of what the workflow is at. */
const TOLD: ReadonlySet<string> = new Set(["current_phase_id", "phases", "metadata", "updated_at"]);

/** How a state would change if another took its place; empty if they say the same. */
export function stateChanges(from: WorkflowState, to: WorkflowState): readonly StateChange[] {
  return [
    ...(from.current_phase_id === to.current_phase_id
      ? []
      : [{ kind: "phase", from: from.current_phase_id, to: to.current_phase_id } as const]),
    ...phaseChanges(from, to),
    ...metadataChanges(from, to),
    ...partChanges(from, to),
  ];
}

function phaseChanges(from: WorkflowState, to: WorkflowState): readonly StateChange[] {
  const changes: StateChange[] = [];
  for (const phase of new Set([...from.phases.keys(), ...to.phases.keys()])) {
    const before = from.phases.get(phase);
    const after = to.phases.get(phase);
    const items = new Set([...before?.items.keys() ?? [], ...after?.items.keys() ?? []]);
    for (const item of items) {
      const change = itemChange(phase, before?.items.get(item), after?.items.get(item));
      if (change !== null) changes.push(change);
    }
    const bare = [before, after].map((one) => one && phaseToText({ ...one, items: new Map() }));
    if (bare[0] !== bare[1]) changes.push({ kind: "details", phase, item: null });
  }
  return changes;
}

function itemChange(
  phase: string,
  before: ItemState | undefined,
  after: ItemState | undefined,
): StateChange | null {
  const item = before?.id ?? after?.id ?? "";
  if (before?.status !== after?.status) {
    const [from, to] = [before?.status ?? null, after?.status ?? null];
    return { kind: "item", phase, item, from, to };
  }
  return textOf(before) === textOf(after) ? null : { kind: "details", phase, item };
}

function textOf(item: ItemState | undefined): string {
  if (item === undefined) return "";
  return phaseToText({ id: "", status: "pending", items: new Map([[item.id, item]]) });
}

function metadataChanges(from: WorkflowState, to: WorkflowState): readonly StateChange[] {
  const keys = new Set([...from.metadata.keys(), ...to.metadata.keys()]);
  return Array.from(keys).flatMap((key): StateChange[] => {
    const [before, after] = [from.metadata.get(key) ?? null, to.metadata.get(key) ?? null];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    return [{ kind: "metadata", key, from: before, to: after }];
  });
}

function partChanges(from: WorkflowState, to: WorkflowState): readonly StateChange[] {
  const before = new Map(stateEntries(from));
  const after = new Map(stateEntries(to));
  return Array.from(new Set([...before.keys(), ...after.keys()])).flatMap((key): StateChange[] =>
    TOLD.has(key) || before.get(key) === after.get(key) ? [] : [{ kind: "part", key }]
  );
}
