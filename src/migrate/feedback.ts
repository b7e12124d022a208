import { sha256Hex } from "../store/sha256.ts";

/** One line of a feedback file of the predecessor, by where it is, in bytes. */
export interface FeedbackLine {
  readonly from: number;
  readonly to: number;
  /** Of the private file; null if the line names none. */
  readonly workflow: string | null;
  /** Of the anonymous file: what {@link feedbackHash} makes of a workflow's id. */
  readonly hash: string | null;
}

/** What the predecessor adds to an id before it hashes it, unless `WORKFLOW_SALT` is set. */
const DEFAULT_SALT = "workflow-orchestrator-default-salt-v1";
const HASH_LENGTH = 16;

/** How the anonymous file names a workflow. */
export function feedbackHash(workflow: string, salt: string = DEFAULT_SALT): string {
  return sha256Hex(salt + workflow).slice(0, HASH_LENGTH);
}

/** Takes the bytes of a feedback file apart, line by line, all of them. */
export function feedbackLines(bytes: Uint8Array): readonly FeedbackLine[] {
  const lines: FeedbackLine[] = [];
  for (let from = 0; from < bytes.length;) {
    const newline = bytes.indexOf(10, from);
    const to = newline === -1 ? bytes.length : newline + 1;
    const value = parseLine(bytes.subarray(from, to));
    lines.push({
      from,
      to,
      workflow: textOf(value?.["workflow_id"]),
      hash: textOf(value?.["workflow_id_hash"]),
    });
    from = to;
  }
  return lines;
}

/** The object on a line; null for anything else. */
export function parseLine(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Record<string, unknown>
      : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
