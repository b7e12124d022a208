import { checkpointFile } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { digestOfLines } from "../store/tree_digest.ts";
import { settleUnderLock } from "./interrupted.ts";
import { lockRepository, lockSession } from "./lock_house.ts";
import { moveToTrash } from "./move_to_trash.ts";
import { readSessionEnd } from "./session_end.ts";
import { wholeDigest } from "./whole_digest.ts";
import type { Writer } from "./writer.ts";

/** A journal names every file; many more than this would make it too large. */
export const MOST_CHECKPOINTS_AT_ONCE = 1_000;

/**
 * Moves checkpoints of a session to the trash as one operation. `choose` is asked under the locks.
 *
 * @param choose Ids of the checkpoints; at most {@link MOST_CHECKPOINTS_AT_ONCE}.
 * @returns The name of the entry, for `session restore`; null when nothing was chosen.
 * @throws `session.not_found`, `lock.busy`, `io`, `home.unsafe`.
 */
export async function trashCheckpoints(
  writer: Writer,
  session: string,
  choose: () => readonly string[],
): Promise<string | null> {
  const { home } = writer.place;
  return await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    const { task, status } = await readSessionEnd(home, session);
    return await whileHeld(lockSession(writer, session), () => {
      const checkpoints = choose();
      if (checkpoints.length === 0) {
        return null;
      }
      const files = checkpoints.map((id) => {
        checkedPath(home, checkpointFile(session, id), "file");
        return { name: `/${id}.json`, digest: wholeDigest(home, checkpointFile(session, id)) };
      });
      return moveToTrash(writer, {
        kind: "checkpoints",
        session,
        checkpoints,
        task,
        status,
        sha256: digestOfLines(files),
        current: [],
        previous: [],
      });
    });
  });
}
