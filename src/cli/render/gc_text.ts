import type { KeptReason } from "../../session/judge_for_gc.ts";
import { escapeLine } from "../escape.ts";

/** What `session gc` shows to people. */
export interface GcFacts {
  /** Nothing was moved. */
  readonly dry: boolean;
  readonly sessions: readonly {
    readonly session: string;
    readonly task: string | null;
    readonly status: string | null;
    readonly updated_at: string | null;
    readonly restore?: string;
  }[];
  readonly kept: readonly KeptReason[];
}

/** Why a session stays, in words that follow "it is". */
export const KEPT_TEXT: Readonly<Record<KeptReason, string>> = {
  active: "active",
  current: "current",
  young: "too young",
  undated: "without a date",
  unreadable: "damaged or not readable",
  predecessor: "made by the predecessor",
  other_status: "of another status",
  in_use: "in use",
  changed: "changed meanwhile",
};

/** The sessions that go, or went, to the trash, and how many stay for which reason. */
export function gcText({ dry, sessions, kept }: GcFacts): string {
  const count = `${sessions.length} ${sessions.length === 1 ? "session" : "sessions"}`;
  const title = sessions.length === 0
    ? `Nothing ${dry ? "to move" : "was moved"} to the trash`
    : dry
    ? `${count} would go to the trash:`
    : `✓ ${count} moved to the trash:`;
  const lines = sessions.flatMap(({ session, status, updated_at: updated, task, restore }) => [
    `  ${session}  ${(status ?? "?").padEnd(9)}  ${escapeLine(updated?.slice(0, 10) ?? "?")}  ${
      escapeLine(task ?? "(not known)")
    }`,
    ...(restore === undefined ? [] : [`    restore: ${restore}`]),
  ]);
  return [title, ...lines, ...keptLine(kept), ""].join("\n");
}

function keptLine(kept: readonly KeptReason[]): readonly string[] {
  const counts = new Map<KeptReason, number>();
  for (const reason of kept) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const parts = Array.from(counts, ([reason, count]) => `${count} ${KEPT_TEXT[reason]}`);
  return parts.length === 0 ? [] : [`Kept: ${parts.join(", ")}`];
}
