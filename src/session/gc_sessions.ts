import type { Place } from "../repo/place.ts";
import { whileHeld } from "../store/disposing.ts";
import { OrchestratorError } from "../store/failure.ts";
import type { OperationTable } from "../store/journal.ts";
import { type DeletedSession, trashSession } from "./delete_session.ts";
import { settleUnderLock } from "./interrupted.ts";
import { type GcJudgement, type GcRule, judgeForGc, type KeptReason } from "./judge_for_gc.ts";
import { knownSessions } from "./known_sessions.ts";
import { lockRepository, lockSession } from "./lock_house.ts";
import { readSessionEnd } from "./session_end.ts";
import { sweepHouse } from "./sweep_house.ts";
import type { Writer } from "./writer.ts";

/** What `gc` would do with every session of a home; reads only. */
export async function planGc(
  place: Place,
  operations: OperationTable,
  rule: GcRule,
  now: string,
): Promise<readonly GcJudgement[]> {
  const judgements: GcJudgement[] = [];
  for (const id of knownSessions(place, operations).ids) {
    judgements.push(await judgeForGc(place.home, id, rule, now));
  }
  return judgements;
}

/** A session that was a candidate, and what became of it. */
export type Collected =
  | { readonly session: string; readonly deleted: DeletedSession }
  | { readonly session: string; readonly kept: KeptReason };

/**
 * Moves one session to the trash if it may still go and nothing was added since it was judged. It is
 * judged again while nobody else can change it; one that another process works on is left alone
 * without waiting.
 *
 * @throws `lock.busy` (the repository's), `io`, `home.unsafe`.
 */
export async function collectSession(
  writer: Writer,
  { session, updated_at, files_changed_at }: GcJudgement,
  rule: GcRule,
): Promise<Collected> {
  const { home } = writer.place;
  return await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    sweepHouse(home);
    const lock = async () => ({ ...await writer.lock(), timeoutSeconds: 0 });
    const impatient = { ...writer, lock };
    try {
      return await whileHeld(lockSession(impatient, session), async () => {
        const now = await judgeForGc(home, session, rule, writer.now());
        const same = now.updated_at === updated_at &&
          now.files_changed_at === files_changed_at;
        return now.kept === null && same
          ? { session, deleted: trashSession(writer, session, await readSessionEnd(home, session)) }
          : { session, kept: now.kept === "unreadable" ? now.kept : "changed" };
      });
    } catch (error) {
      const kept = error instanceof OrchestratorError ? whyLeft(error) : null;
      if (kept === null) {
        throw error;
      }
      return { session, kept };
    }
  });
}

function whyLeft({ failure: { code } }: OrchestratorError): KeptReason | null {
  if (code === "lock.busy") return "in_use";
  return code === "session.not_found" ? "changed" : null;
}
