import { sessionDirectory } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { fail } from "../store/failure.ts";
import { settleUnderLock } from "./interrupted.ts";
import { knownSessions } from "./known_sessions.ts";
import { lockRepository, lockSession } from "./lock_house.ts";
import { moveToTrash } from "./move_to_trash.ts";
import { treesPointingTo } from "./pointing_trees.ts";
import { resolveSession } from "./resolve_session.ts";
import { readSessionEnd, type SessionEnd } from "./session_end.ts";
import type { TreeId } from "./tree_list.ts";
import { wholeDigest } from "./whole_digest.ts";
import { sweepHouse } from "./sweep_house.ts";
import type { Writer } from "./writer.ts";

/** What was deleted, and the name under which it lies in the trash. */
export interface DeletedSession {
  readonly session: string;
  readonly entry: string;
  readonly task: string | null;
  readonly status: string | null;
  /** Trees that have no current session any more. */
  readonly current: readonly TreeId[];
}

/**
 * Moves a session to the trash as it is, together with what points to it: its trees have no current
 * session afterwards.
 *
 * @param wanted What the user typed: an id, a prefix, `@` or `-`.
 * @param options `force`: even if it has not ended.
 * @throws `session.not_found`, `session.ambiguous`, `session.not_ended`, `lock.busy`, `io`,
 * `home.unsafe`.
 */
export async function deleteSession(
  writer: Writer,
  wanted: string,
  options: { readonly force: boolean },
): Promise<DeletedSession> {
  const { place, operations } = writer;
  return await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    sweepHouse(place.home);
    const id = resolveSession(knownSessions(place, operations), wanted);
    return await withSessionHeld(writer, id, (end) => {
      if (end.open !== null && !options.force) {
        throw fail("session.not_ended", { session: id, why: end.open });
      }
      return trashSession(writer, id, end);
    });
  });
}

/**
 * Looks at a session while nobody else can change it. The predecessor's gets no lock file: it would
 * be a file of ours among its own.
 */
export async function withSessionHeld<T>(
  writer: Writer,
  id: string,
  work: (end: SessionEnd) => T,
): Promise<T> {
  const { home } = writer.place;
  checkedPath(home, sessionDirectory(id), "directory");
  const { ours } = await readSessionEnd(home, id);
  const look = async (): Promise<T> => work(await readSessionEnd(home, id));
  return ours ? await whileHeld(lockSession(writer, id), look) : await look();
}

/** Moves a session to the trash. The caller holds its lock and that of the repository. */
export function trashSession(
  writer: Writer,
  id: string,
  { task, status }: SessionEnd,
): DeletedSession {
  const { home } = writer.place;
  const { current, previous } = treesPointingTo(home, id);
  const entry = moveToTrash(writer, {
    kind: "session",
    session: id,
    checkpoints: [],
    task,
    status,
    sha256: wholeDigest(home, sessionDirectory(id)),
    current,
    previous,
  });
  return { session: id, entry, task, status, current };
}
