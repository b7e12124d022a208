import { fail } from "../store/failure.ts";
import type { Fold } from "./fold.ts";
import { findItem, type FoundItem } from "./inspect.ts";
import { nearestName } from "./nearest_name.ts";

/** Throws `workflow.not_active` unless the workflow is active; `command` is what was asked for. */
export function requireActive({ state }: Fold, command: string): void {
  if (state.status !== "active") {
    throw fail("workflow.not_active", { status: state.status, command });
  }
}

/** The item, if it is in the current phase; throws `item.not_found` or `item.other_phase`. */
export function requireItem(fold: Fold, item: string): FoundItem {
  const found = findItem(fold, item);
  const current = fold.state.current_phase_id;
  if (found === null) {
    throw fail("item.not_found", { item, phase: current, near: nearestItem(fold, item) });
  }
  if (found.phase.id !== current) {
    throw fail("item.other_phase", { item, phase: found.phase.id, current });
  }
  return found;
}

/** Items of the current phase come first: that is where the command looked. */
function nearestItem({ state }: Fold, item: string): string | null {
  const current = state.phases.get(state.current_phase_id)?.items.keys() ?? [];
  const all = [...state.phases.values()].flatMap((phase) => [...phase.items.keys()]);
  return nearestName(item, [...current]) ?? nearestName(item, all);
}
