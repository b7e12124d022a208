import { LAYOUT, SESSION_FILES, sessionDirectory, sessionFile } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { checkedPath } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { fail } from "../store/failure.ts";
import { readRegular } from "../store/read_file.ts";
import { removeDurably } from "../store/remove_file.ts";
import { replaceFile } from "../store/replace_file.ts";
import { sha256Hex } from "../store/sha256.ts";
import { settleInterrupted } from "./interrupted.ts";
import { listQuarantine, type QuarantineRecord, readRecord } from "./list_quarantine.ts";
import { lockRepository, lockSession } from "./lock_house.ts";
import { quarantine } from "./quarantine.ts";
import type { Writer } from "./writer.ts";

/** A file that was brought back from quarantine. Both paths are relative to the home. */
export interface RestoredFile {
  readonly path: string;
  /** Where what lay there before is kept; null when nothing did, or it was the same. */
  readonly replaced: string | null;
}

/** Why only a part of a file was set aside: those bytes alone are no file. */
const PARTS: readonly string[] = ["torn tail", "sync failed"];

/**
 * Puts a file from quarantine back where it came from, byte for byte. What lies there goes to
 * quarantine in its turn; the file in quarantine stays.
 *
 * The place follows from the ids in the note, never from a path.
 *
 * @throws `id.invalid`, `quarantine.not_found`, `quarantine.invalid`, `session.not_found`, `lock.busy`,
 * `io`, `home.unsafe`
 */
export async function restoreQuarantined(writer: Writer, id: string): Promise<RestoredFile> {
  const { home } = writer.place;
  const { record, bytes } = readQuarantined(home, id);
  if (isJournal(record)) {
    return await whileHeld(
      lockRepository(writer),
      () => putBack(writer, LAYOUT.journal, record, bytes),
    );
  }
  await settleInterrupted(writer);
  const { session } = record;
  const { exists } = checkedPath(home, sessionDirectory(session), "directory");
  if (!exists) throw fail("session.not_found", { wanted: session, known: [] });
  return await whileHeld(lockSession(writer, session), () => {
    const name = Object.values(SESSION_FILES).find((file) => file === record.file);
    const path = sessionFile(session, name ?? SESSION_FILES.log);
    // A cache of the log that goes would speak against the one that comes.
    if (name === SESSION_FILES.log) setCacheAside(writer, record);
    return putBack(writer, path, record, bytes);
  });
}

interface ReadableQuarantined {
  readonly record: QuarantineRecord;
  readonly bytes: Uint8Array;
}

function readQuarantined(home: string, id: string): ReadableQuarantined {
  if (!isPathId(id)) throw fail("id.invalid", { what: "a name in quarantine", id });
  const relative = `${LAYOUT.quarantine}/${id}`;
  const { path } = checkedPath(home, relative, "file");
  const bytes = readRegular(path);
  if (bytes === null) {
    const known = listQuarantine(home).map((entry) => entry.id);
    throw fail("quarantine.not_found", { wanted: id, known });
  }
  const record = readRecord(home, id);
  const problem = record === null
    ? "no_record"
    : sha256Hex(bytes) !== record.sha256
    ? "changed"
    : PARTS.includes(record.reason)
    ? "part"
    : isOfSession(record) || isJournal(record)
    ? null
    : "no_record";
  if (record === null || problem !== null) {
    throw fail("quarantine.invalid", { id, path, problem: problem ?? "no_record" });
  }
  return { record, bytes };
}

function isJournal({ session, file }: QuarantineRecord): boolean {
  return session === "journal" && file === "journal.json";
}

function isOfSession({ session, file }: QuarantineRecord): boolean {
  return isPathId(session) && (file === SESSION_FILES.log || file === SESSION_FILES.state);
}

function putBack(
  writer: Writer,
  path: string,
  record: QuarantineRecord,
  bytes: Uint8Array,
): RestoredFile {
  const { home } = writer.place;
  const replaced = setAside(writer, path, record);
  replaceFile(home, LAYOUT.tmp, path, bytes);
  return { path, replaced };
}

function setCacheAside(writer: Writer, record: QuarantineRecord): void {
  const path = sessionFile(record.session, SESSION_FILES.state);
  setAside(writer, path, { ...record, file: SESSION_FILES.state });
  removeDurably(writer.place.home, path);
}

function setAside(writer: Writer, path: string, record: QuarantineRecord): string | null {
  const { home } = writer.place;
  const present = readRegular(checkedPath(home, path, "file").path);
  if (present === null || sha256Hex(present) === record.sha256) return null;
  const { session, file, seq } = record;
  const reason = "replaced by a file from quarantine";
  return quarantine(home, present, { session, file, reason, seq, at: writer.now() });
}
