import type { IncomingSession } from "./incoming.ts";

/** What becomes of a session of a snapshot. */
export type MergeResult =
  /** It was not here. */
  | "added"
  /** Ours was a beginning of it: it goes on. */
  | "extended"
  /** All of it was here. */
  | "kept";

/** A session here, or one that was taken over a moment ago. */
export interface Candidate {
  readonly id: string;
  readonly base: string;
  readonly log: string;
  /** In bytes. */
  readonly length: number;
  readonly seq: number;
  /** Nothing may be added to it. */
  readonly damaged: boolean;
}

/** One session of a snapshot, and the session here that it is or becomes. */
export interface MergedSession {
  readonly incoming: IncomingSession;
  readonly result: MergeResult;
  readonly id: string;
  /** How many events come with it. */
  readonly events: number;
  /** Sessions here with the same beginning that went on in another way. */
  readonly diverged: readonly string[];
}

/** What the merge has to ask. */
export interface MergeQuestions {
  /** Where the log of a session of the snapshot is staged. */
  readonly logOf: (session: IncomingSession) => string;
  /** Whether two logs begin with the same bytes. */
  readonly sameBeginning: (one: string, other: string, length: number) => boolean;
  /** A new id, none of these. */
  readonly newId: (taken: readonly string[]) => string;
}

/**
 * Decides for each session of a snapshot what it is here: the same base, and one log the beginning of
 * the other. What went on in two ways stays side by side.
 *
 * @param here The sessions with the base of one of them.
 * @param taken Ids that something has here already.
 */
export function mergeSessions(
  incoming: readonly IncomingSession[],
  here: readonly Candidate[],
  taken: readonly string[],
  questions: MergeQuestions,
): readonly MergedSession[] {
  const candidates = [...here];
  const ids = [...taken];
  const reserved = incoming.map(({ id }) => id);
  // The longest first: whatever is a beginning of it is then here already.
  const ordered = incoming.toSorted((a, b) => b.log - a.log || (a.id < b.id ? -1 : 1));
  const merged = ordered.map((session): MergedSession => {
    const log = questions.logOf(session);
    const same = candidates.filter(({ base }) => base === session.base);
    const whole = same.find((one) =>
      one.length >= session.log && questions.sameBeginning(one.log, log, session.log)
    );
    if (whole !== undefined) {
      return { incoming: session, result: "kept", id: whole.id, events: 0, diverged: [] };
    }
    const [begun] = same.filter((one) =>
      !one.damaged && one.length < session.log &&
      questions.sameBeginning(one.log, log, one.length)
    ).toSorted((a, b) => b.length - a.length);
    const now = { base: session.base, log, length: session.log, seq: session.seq, damaged: false };
    if (begun !== undefined) {
      candidates.splice(candidates.indexOf(begun), 1, { id: begun.id, ...now });
      const events = session.seq - begun.seq;
      return { incoming: session, result: "extended", id: begun.id, events, diverged: [] };
    }
    const diverged = same.map(({ id }) => id);
    const isHere = here.some(({ base }) => base === session.base);
    const id = isHere || includesId(ids, session.id)
      ? questions.newId([...ids, ...reserved])
      : session.id;
    ids.push(id);
    candidates.push({ id, ...now });
    return { incoming: session, result: "added", id, events: session.seq, diverged };
  });
  return merged.toSorted((a, b) => a.incoming.id < b.incoming.id ? -1 : 1);
}

/** Where case does not count, two ids that differ in nothing else are one. */
function includesId(ids: readonly string[], wanted: string): boolean {
  return ids.some((id) => id.toLowerCase() === wanted.toLowerCase());
}
