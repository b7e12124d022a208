import { isPathId } from "../repo/path_id.ts";
import { isJsonObject, type JsonValue } from "../workflow/json.ts";
import { isTrashEntryOf } from "./trash_entry.ts";
import { formatTrees, parseTrees, type TreeId } from "./tree_list.ts";

/** What is known of a thing in the trash. It is data: where things go back to follows from the ids. */
export interface TrashRecord {
  readonly kind: "session" | "checkpoints";
  /** The session itself, or the one that the checkpoints belong to. */
  readonly session: string;
  /** Ids of the checkpoints; empty for a session. */
  readonly checkpoints: readonly string[];
  /** UTC. */
  readonly deleted_at: string;
  readonly task: string | null;
  readonly status: string | null;
  /** Digest of the directory in the trash. */
  readonly sha256: string;
  /** Trees whose `current` named the session. */
  readonly current: readonly TreeId[];
  /** Trees whose `previous` named the session. */
  readonly previous: readonly TreeId[];
}

/** Version of the record that this program writes and reads. */
const RECORD_SCHEMA = 1;

/** Text of the record. */
export function formatTrashRecord(record: TrashRecord): string {
  const { kind, session, checkpoints, deleted_at, task, status, sha256 } = record;
  const text = {
    schema: RECORD_SCHEMA,
    kind,
    session,
    checkpoints,
    deleted_at,
    task,
    status,
    sha256,
    current: formatTrees(record.current),
    previous: formatTrees(record.previous),
  };
  return `${JSON.stringify(text, null, 2)}\n`;
}

/** Reads the record of an entry; null when it is not one that was written for this entry. */
export function parseTrashRecord(text: string, entry: string): TrashRecord | null {
  const value = parseJson(text);
  if (!isJsonObject(value) || value["schema"] !== RECORD_SCHEMA) {
    return null;
  }
  const { kind, session, checkpoints, deleted_at, task, status, sha256 } = value;
  const current = treesIn(value["current"]);
  const previous = treesIn(value["previous"]);
  const isWhole = (kind === "session" || kind === "checkpoints") &&
    typeof session === "string" && isTrashEntryOf(entry, session) &&
    isIdList(checkpoints) && (kind === "session") === (checkpoints.length === 0) &&
    typeof deleted_at === "string" && isTextOrNull(task) && isTextOrNull(status) &&
    typeof sha256 === "string" && current !== null && previous !== null;
  return isWhole
    ? { kind, session, checkpoints, deleted_at, task, status, sha256, current, previous }
    : null;
}

function treesIn(value: JsonValue | undefined): readonly TreeId[] | null {
  return isTextOrNull(value) ? parseTrees(value) : null;
}

function isIdList(value: JsonValue | undefined): value is readonly string[] {
  return Array.isArray(value) && new Set(value).size === value.length &&
    value.every((id) => typeof id === "string" && isPathId(id));
}

function isTextOrNull(value: JsonValue | undefined): value is string | null {
  return value === null || typeof value === "string";
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
