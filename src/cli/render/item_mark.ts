import type { ItemStatus } from "../../workflow/state.ts";

const MARKS: Readonly<Record<ItemStatus, string>> = {
  completed: "✓",
  skipped: "⊘",
  in_progress: "●",
  failed: "●",
  blocked: "●",
  pending: "○",
};

/** The mark of an item in a checklist; a failed item is told from one in progress by its sub-line. */
export function itemMark(status: ItemStatus): string {
  return MARKS[status];
}
