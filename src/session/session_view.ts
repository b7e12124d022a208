import type { Fold } from "../workflow/fold.ts";

/** `meta.json` of a session. */
export interface SessionMeta {
  readonly session_id: string;
  readonly former_id: string | null;
  /** UTC. */
  readonly created_at: string;
  readonly task: string;
  readonly origin: "started" | "migrated" | "imported";
  /** Name of the linked worktree it belongs to, null for the main checkout. */
  readonly tree: string | null;
  readonly branch: string | null;
  readonly agent: string | null;
}

/** What is wrong with a log, if anything. */
export type Condition =
  | { readonly kind: "sound" }
  /** The bytes after the last whole group never counted; the next writer sets them aside. */
  | { readonly kind: "torn"; readonly line: number; readonly bytes: number }
  /** Acknowledged events are missing or changed; nothing is appended until `doctor --fix`. */
  | { readonly kind: "damaged"; readonly line: number; readonly problem: DamageProblem }
  /** Written by a newer version: read-only here. */
  | { readonly kind: "newer"; readonly what: string };

/** Why a line of a log is damage. */
export type DamageProblem =
  | "not_json"
  | "not_an_event"
  | "wrong_sequence"
  | "wrong_chain"
  | "broken_group"
  | "unsealed"
  | "lost_events";

/** A session as a reader sees it, without a lock. */
export interface SessionView {
  readonly id: string;
  readonly meta: SessionMeta | null;
  readonly fold: Fold;
  readonly condition: Condition;
  /** The cache did not fit because git moved the log (portable mode). */
  readonly cacheDropped: boolean;
  /** Number of events that count. */
  readonly events: number;
}
