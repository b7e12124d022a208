import { HOUSE, LAYOUT, SESSION_FILES, sessionDirectory } from "../repo/layout.ts";
import { checkedDirectory, checkedPath } from "../store/checked_path.ts";
import { disposing, whileHeld } from "../store/disposing.ts";
import { makeDurableFile } from "../store/durable_file.ts";
import { fail } from "../store/failure.ts";
import { runJournal } from "../store/journal.ts";
import { namesIn } from "../store/names_in.ts";
import { makeStage, type Stage } from "../store/stage.ts";
import { makeStagedDirectory, syncStaged } from "../store/staged_directory.ts";
import { settleUnderLock } from "./interrupted.ts";
import { knownSessions } from "./known_sessions.ts";
import { assertOurs } from "./load_log.ts";
import { lockRepository, lockSession } from "./lock_house.ts";
import { treesPointingTo } from "./pointing_trees.ts";
import { type CopiedFile, type RedactedCopy, redactedCopy } from "./redacted_copy.ts";
import { resolveSession } from "./resolve_session.ts";
import { joinBytes } from "./scrub_bytes.ts";
import { sealEvents } from "./seal_events.ts";
import { readSessionEnd } from "./session_end.ts";
import { readSessionMeta } from "./session_meta.ts";
import { sweepHouse } from "./sweep_house.ts";
import { newTrashEntry } from "./trash_entry.ts";
import { TRASH_STAGED } from "./trash_operations.ts";
import { formatTrashRecord } from "./trash_record.ts";
import { wholeDigest } from "./whole_digest.ts";
import type { Writer } from "./writer.ts";

/** A file in which secrets were found. */
export type RedactedFile = Pick<CopiedFile, "name" | "redactions">;

/** What was taken out of a session, and where the session lies as it was. */
export interface RedactedSession {
  readonly session: string;
  readonly files: readonly RedactedFile[];
  readonly entry: string;
}

/**
 * Puts a copy without secrets in place of a session; the session as it was goes to the trash. The id and
 * what points to it stay. One more event says what was done.
 *
 * @param wanted What the user typed: an id, a prefix, `@` or `-`.
 * @throws `redact.nothing`, what `redactedCopy` throws, `session.not_found`, `session.ambiguous`,
 * `session.not_ours`, `lock.busy`, `io`, `home.unsafe`.
 */
export async function redactSession(writer: Writer, wanted: string): Promise<RedactedSession> {
  const { place: { home }, operations } = writer;
  const known = await writer.knownValues();
  return await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    sweepHouse(home);
    const id = resolveSession(knownSessions(writer.place, operations), wanted);
    checkedPath(home, sessionDirectory(id), "directory");
    assertOurs(home, id);
    return await whileHeld(lockSession(writer, id), async () => {
      const { status } = await readSessionEnd(home, id);
      const copy = redactedCopy(home, id, known);
      const files = redactedFiles(copy);
      if (files.length === 0) throw fail("redact.nothing", { session: id });
      const entry = exchange(writer, { id, status }, withEvent(writer, copy, files));
      return { session: id, files, entry };
    });
  });
}

/** The files of a copy that secrets were taken out of. */
export function redactedFiles({ files }: RedactedCopy): readonly RedactedFile[] {
  return files.filter(({ redactions }) => redactions > 0)
    .map(({ name, redactions }) => ({ name, redactions }))
    .toSorted((a, b) => a.name < b.name ? -1 : 1);
}

/** Adds the event that says that the lines before it are not those of then. */
function withEvent(
  writer: Writer,
  { files, position, workflowId }: RedactedCopy,
  redacted: readonly RedactedFile[],
): readonly CopiedFile[] {
  const count = redacted.reduce((total, { redactions }) => total + redactions, 0);
  const draft = {
    event_type: "note_added",
    phase_id: null,
    item_id: null,
    message: `Session redacted: ${count} ${count === 1 ? "secret" : "secrets"} taken out`,
    details: {
      redacted: Object.fromEntries(redacted.map(({ name, redactions }) => [name, redactions])),
    },
  } as const;
  const { bytes } = sealEvents(writer, null, workflowId, [draft], position);
  return files.map((file) =>
    file.name === SESSION_FILES.log ? { ...file, bytes: joinBytes([file.bytes, bytes]) } : file
  );
}

function exchange(
  writer: Writer,
  { id, status }: { readonly id: string; readonly status: string | null },
  files: readonly CopiedFile[],
): string {
  const { place: { home }, operations } = writer;
  const now = writer.now();
  const entry = newTrashEntry(now, id, namesIn(checkedDirectory(home, LAYOUT.trash)));
  const place = sessionDirectory(id);
  const sha256 = wholeDigest(home, place);
  disposing(makeStage(home, LAYOUT.tmp), (stage) => {
    stageCopy(stage, id, files);
    const record = formatTrashRecord({
      kind: "session",
      session: id,
      checkpoints: [],
      deleted_at: now,
      task: readSessionMeta(stage.path, id)?.task ?? null,
      status,
      sha256,
      ...treesPointingTo(home, id),
    });
    makeDurableFile(`${stage.path}/${TRASH_STAGED.record}`, new TextEncoder().encode(record));
    syncStaged(stage.path);
    runJournal(home, LAYOUT, operations, {
      operation: "redact",
      stage,
      facts: { session: id, entry },
      digests: new Map([[place, sha256]]),
    });
  });
  return entry;
}

/** Each directory is made before what is in it, and synced behind it. */
function stageCopy(stage: Stage, id: string, files: readonly CopiedFile[]): void {
  const top = `${stage.path}/${sessionDirectory(id)}`;
  const made = [HOUSE, LAYOUT.sessions].map((path) => `${stage.path}/${path}`);
  made.push(top);
  made.forEach(makeStagedDirectory);
  for (const { name, bytes, mode } of files) {
    const above = name.split("/").slice(0, -1);
    for (const [index] of above.entries()) {
      const directory = `${top}/${above.slice(0, index + 1).join("/")}`;
      if (!made.includes(directory)) made.push(makeStagedDirectory(directory));
    }
    makeDurableFile(`${top}/${name}`, bytes, mode);
  }
  made.toReversed().forEach(syncStaged);
}
