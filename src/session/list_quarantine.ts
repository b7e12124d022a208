import { LAYOUT } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { checkedPath } from "../store/checked_path.ts";
import { OrchestratorError } from "../store/failure.ts";
import { listDirectory } from "../store/list_directory.ts";
import { readRegularText } from "../store/read_file.ts";
import type { QuarantineReason } from "./quarantine.ts";

/** The end of the name of the note beside a file in quarantine. */
const NOTE = ".reason.json";

/** What the note beside a file in quarantine says. */
export interface QuarantineRecord extends QuarantineReason {
  /** Of the bytes that were set aside. */
  readonly sha256: string;
}

/** One file in quarantine. */
export interface Quarantined {
  readonly id: string;
  /** Null when there is no note of ours that fits the name. */
  readonly record: QuarantineRecord | null;
}

/** What is in quarantine, newest first; of what has no record the time is not known: it comes last. */
export function listQuarantine(home: string): readonly Quarantined[] {
  return listDirectory(checkedPath(home, LAYOUT.quarantine, "directory").path)
    .filter(({ name, kind }) => kind === "file" && !name.endsWith(NOTE) && isPathId(name))
    .map(({ name }) => ({ id: name, record: readRecord(home, name) }))
    .sort((a, b) => (a.record?.at ?? "") < (b.record?.at ?? "") ? 1 : -1);
}

/** The note beside a file in quarantine; null when it is none of ours for this file. */
export function readRecord(home: string, id: string): QuarantineRecord | null {
  try {
    const { path } = checkedPath(home, `${LAYOUT.quarantine}/${id}${NOTE}`, "file");
    const record = parseRecord(readRegularText(path) ?? "");
    return record !== null && nameOf(record) === id ? record : null;
  } catch (error) {
    if (error instanceof OrchestratorError) return null;
    throw error;
  }
}

function nameOf({ session, seq, sha256 }: QuarantineRecord): string {
  return `${session}-${seq}-${sha256.slice(0, 8)}`;
}

function parseRecord(text: string): QuarantineRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { session, file, reason, seq, at, sha256 } = value as Partial<
    Record<keyof QuarantineRecord, unknown>
  >;
  return typeof session === "string" && typeof file === "string" && typeof reason === "string" &&
      typeof seq === "number" && typeof at === "string" && typeof sha256 === "string"
    ? { session, file, reason, seq, at, sha256 }
    : null;
}
