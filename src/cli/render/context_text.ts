import type { FoundCheckpoint } from "../../session/read_checkpoints.ts";
import type { Fold } from "../../workflow/fold.ts";
import { cutText } from "../../workflow/limits.ts";
import { phaseOrder } from "../../workflow/phase_order.ts";
import { escapeLine } from "../escape.ts";
import { itemMark } from "./item_mark.ts";

/** Characters of a note or decision that a reader who has lost its context is shown. */
const SHOWN = 500;

/** What was written down on the way: what a reader who has lost its context cannot find out. */
export interface Remembered {
  /** Decisions of the checkpoints, the oldest first. */
  readonly decisions: readonly { readonly checkpoint: string; readonly text: string }[];
  /** Notes of items and reasons of skipped ones, in the order of the workflow. */
  readonly notes: readonly {
    readonly phase: string;
    readonly item: string;
    readonly status: "completed" | "skipped" | "failed" | "other";
    readonly text: string;
  }[];
}

/** Collects what was written down; checkpoints of other workflows do not count. */
export function rememberedOf(fold: Fold, checkpoints: readonly FoundCheckpoint[]): Remembered {
  const { workflow_id: workflow, phases } = fold.state;
  const own = checkpoints.filter(({ checkpoint }) => checkpoint?.workflow_id === workflow);
  const seen = new Set<string>();
  const decisions = own.toReversed().flatMap(({ id, checkpoint }) =>
    (checkpoint?.key_decisions ?? []).flatMap((text) => {
      if (seen.has(text)) return [];
      seen.add(text);
      return [{ checkpoint: id, text }];
    })
  );
  const notes = phaseOrder(fold.state).flatMap((phase) =>
    Array.from(phases.get(phase)?.items.values() ?? []).flatMap((item) => {
      const text = item.status === "skipped" ? item.skip_reason : item.notes;
      if (typeof text !== "string" || text === "") return [];
      const { status } = item;
      const known = status === "completed" || status === "skipped" || status === "failed";
      return [{ phase, item: item.id, status: known ? status : "other" as const, text }];
    })
  );
  return { decisions, notes };
}

/** The same in words: two titled lists, each left out if it is empty. */
export function rememberedLines({ decisions, notes }: Remembered): readonly string[] {
  return [
    ...titled("Decisions so far:", decisions.map(({ text }) => `  - ${shortText(text)}`)),
    ...titled(
      "Notes so far:",
      notes.map(({ phase, item, status, text }) =>
        `  ${itemMark(status === "other" ? "pending" : status)} ${escapeLine(phase)}/${
          escapeLine(item)
        }: ${shortText(text)}`
      ),
    ),
  ];
}

/** A title and lines below it, with an empty line before; nothing without lines. */
export function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

/** A text on one line, and no more of it than a reader has patience for. */
export function shortText(text: string): string {
  const line = text.trim().replace(/\s*\n\s*/g, " ");
  const cut = cutText(line, SHOWN);
  return escapeLine(cut === line ? cut : `${cut}…`);
}
