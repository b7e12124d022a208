import type { StateChange } from "../../workflow/state_changes.ts";
import { escapeLine } from "../escape.ts";

/** Changes of a state, a line each. */
export function stateChangeLines(changes: readonly StateChange[]): readonly string[] {
  return changes.flatMap((change) => lineOf(change) ?? []);
}

function lineOf(change: StateChange): string | null {
  switch (change.kind) {
    case "phase":
      return `Phase: ${escapeLine(change.from)} -> ${escapeLine(change.to)}`;
    case "item": {
      const { phase, item, from, to } = change;
      return `Item ${escapeLine(phase)}/${escapeLine(item)}: ${from ?? "not there"} -> ${
        to ?? "not there"
      }`;
    }
    case "details":
      // Times of a phase say nothing that its items do not.
      return change.item === null
        ? null
        : `Item ${escapeLine(change.phase)}/${escapeLine(change.item)}: notes or results differ`;
    case "metadata":
      return `${escapeLine(change.key)}: ${valueText(change.from)} -> ${valueText(change.to)}`;
    case "part":
      return PARTS.get(change.key) ?? `${escapeLine(change.key)} differs`;
  }
}

const PARTS: ReadonlyMap<string, string> = new Map([
  ["workflow_definition", "The definition of the workflow: as it was then"],
  ["constraints", "The constraints: as they were then"],
  ["task_description", "The task: as it was then"],
]);

function valueText(value: unknown): string {
  return value === null ? "not set" : escapeLine(JSON.stringify(value));
}
