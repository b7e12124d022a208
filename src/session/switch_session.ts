import { LAYOUT } from "../repo/layout.ts";
import { disposing, whileHeld } from "../store/disposing.ts";
import { runJournal } from "../store/journal.ts";
import { makeStage } from "../store/stage.ts";
import { assertOurs } from "./load_log.ts";
import { settleUnderLock } from "./interrupted.ts";
import { currentOf, knownSessions } from "./known_sessions.ts";
import { lockRepository } from "./lock_house.ts";
import { resolveSession } from "./resolve_session.ts";
import { stagePointers } from "./stage_pointers.ts";
import type { Writer } from "./writer.ts";

/** Which session was current, and which is now. */
export interface Switched {
  readonly from: string | null;
  readonly to: string;
}

/**
 * Makes a session the current one of this tree, and the one that was current the previous one. To
 * switch to the current session changes nothing.
 *
 * @param wanted What the user typed: an id, a prefix, `@` or `-`.
 * @throws `session.not_found`, `session.ambiguous`, `session.not_ours`, `lock.busy`, `io`.
 */
export async function switchSession(writer: Writer, wanted: string): Promise<Switched> {
  const { place, operations } = writer;
  return await whileHeld(lockRepository(writer), () => {
    settleUnderLock(writer);
    const known = knownSessions(place, operations);
    const to = resolveSession(known, wanted);
    const from = currentOf(place.home, known);
    assertOurs(place.home, to);
    if (from === to) {
      return { from, to };
    }
    return disposing(makeStage(place.home, LAYOUT.tmp), (stage) => {
      stagePointers(place, stage, { current: to, previous: from });
      const facts = {
        tree: place.worktree,
        current: "yes",
        previous: from === null ? null : "yes",
      };
      runJournal(place.home, LAYOUT, operations, { operation: "switch", stage, facts });
      return { from, to };
    });
  });
}
