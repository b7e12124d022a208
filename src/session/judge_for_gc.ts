import { currentFile, SESSION_FILES, sessionDirectory } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { newestChange } from "../store/newest_change.ts";
import { readRegularText } from "../store/read_file.ts";
import { summarise, type Summary } from "./list_sessions.ts";
import { treesOf } from "./tree_list.ts";

/** Which ended sessions `gc` takes, and how long they must have been left alone. */
export interface GcRule {
  readonly days: number;
  readonly status: "completed" | "abandoned" | "all";
}

/** Why a session stays. `in_use`: another process holds its lock; `changed`: it did so meanwhile. */
export type KeptReason =
  | "active"
  | "current"
  | "young"
  | "undated"
  | "unreadable"
  | "predecessor"
  | "other_status"
  | "in_use"
  | "changed";

/** What `gc` makes of one session. */
export interface GcJudgement {
  readonly session: string;
  readonly task: string | null;
  readonly status: string | null;
  /** UTC, of the last event; null where it is not known. */
  readonly updated_at: string | null;
  /** UTC, of the newest of its files. */
  readonly files_changed_at: string | null;
  /** Null: it may go. */
  readonly kept: KeptReason | null;
}

const DAY = 86_400_000;

/**
 * Judges a session: only one that has ended, is current nowhere, and was left alone for so many days
 * both by its own record and by the times of its files may go.
 *
 * @param now Event timestamp, UTC.
 */
export async function judgeForGc(
  home: string,
  id: string,
  rule: GcRule,
  now: string,
): Promise<GcJudgement> {
  const summary = await summarise(home, id);
  const { task, status, updated_at } = summary;
  const onDisk = newestChange(`${home}/${sessionDirectory(id)}`, SESSION_FILES.lock);
  return {
    session: id,
    task,
    status,
    updated_at,
    files_changed_at: onDisk?.toISOString() ?? null,
    kept: keptReason(home, summary, onDisk, rule, now),
  };
}

function keptReason(
  home: string,
  summary: Summary,
  onDisk: Date | null,
  rule: GcRule,
  now: string,
): KeptReason | null {
  const { id, status, condition, created_at, updated_at } = summary;
  if (condition.kind === "predecessor") return "predecessor";
  if (condition.kind !== "sound") return "unreadable";
  if (status !== "completed" && status !== "abandoned") return "active";
  if (rule.status !== "all" && status !== rule.status) return "other_status";
  if (isCurrentAnywhere(home, id)) return "current";
  const recorded = [created_at, updated_at].map((time) => Date.parse(time ?? ""));
  if (onDisk === null || recorded.some(Number.isNaN)) return "undated";
  const latest = Math.max(...recorded, onDisk.getTime());
  return Date.parse(now) - latest < rule.days * DAY ? "young" : null;
}

function isCurrentAnywhere(home: string, id: string): boolean {
  return treesOf(home).some((tree) =>
    readRegularText(checkedPath(home, currentFile(tree), "file").path)?.trim() === id
  );
}
