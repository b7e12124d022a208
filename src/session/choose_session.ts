import type { Place } from "../repo/place.ts";
import { worktreeId } from "../repo/worktree_id.ts";
import { fail } from "../store/failure.ts";
import type { OperationTable } from "../store/journal.ts";
import { listDirectory } from "../store/list_directory.ts";
import type { Interrupted } from "./interrupted.ts";
import { currentOf, knownSessions } from "./known_sessions.ts";
import { listSessions, summarise, type Summary } from "./list_sessions.ts";
import { sessionHome } from "./session_home.ts";
import { resolveSession } from "./resolve_session.ts";

/** Which session a command is about, and why. */
export interface ChosenSession {
  readonly id: string;
  readonly by: "flag" | "variable" | "current" | "only";
}

/** What the caller named. */
export interface WantedSession {
  readonly flag: string | null;
  readonly variable: string | null;
}

/** The choice, and the interrupted operation through which it was read. */
export interface SessionChoice {
  readonly chosen: ChosenSession | null;
  /** Active sessions among which none could be chosen. */
  readonly active: readonly string[];
  /** What `current` names although there is no such session. */
  readonly dangling: string | null;
  readonly interrupted: Interrupted | null;
}

/**
 * Chooses: the flag, else the variable, else `current` of the tree, else the only active session whose
 * tree is this one or exists no more. A name that fits nothing is an error, never a fallback.
 *
 * @throws `session.not_found`, `session.ambiguous`, `journal.refused`, `home.unsafe`.
 */
export async function chooseSession(
  place: Place,
  operations: OperationTable,
  wanted: WantedSession,
): Promise<SessionChoice> {
  const known = knownSessions(place, operations);
  const { interrupted } = known;
  const chosen = (id: string, by: ChosenSession["by"]): SessionChoice => ({
    chosen: { id, by },
    active: [],
    dangling: null,
    interrupted,
  });
  if (wanted.flag !== null) {
    return chosen(resolveSession(known, wanted.flag), "flag");
  }
  if (wanted.variable !== null) {
    return chosen(resolveSession(known, wanted.variable), "variable");
  }
  const current = currentOf(place.home, known);
  if (current !== null) {
    return chosen(current, "current");
  }
  const active = await activeOfTree(place, operations);
  const [only, ...others] = active;
  const isOnly = only !== undefined && others.length === 0;
  return {
    chosen: isOnly ? { id: only, by: "only" } : null,
    active,
    dangling: known.pointers.current,
    interrupted,
  };
}

/** Like {@link chooseSession}; throws `session.none` with the active sessions when none is meant. */
export async function requireSession(
  place: Place,
  operations: OperationTable,
  wanted: WantedSession,
): Promise<ChosenSession> {
  const { chosen, active } = await chooseSession(place, operations, wanted);
  if (chosen === null) {
    throw fail("session.none", { active });
  }
  return chosen;
}

/**
 * The active session of this tree: the current one, else the only one, else the newest. Others than
 * the current one are looked at only where they have to be.
 */
export async function activeSession(
  place: Place,
  operations: OperationTable,
): Promise<string | null> {
  const known = knownSessions(place, operations);
  const current = currentOf(place.home, known);
  const isActive = current !== null && isActiveHere(
    place,
    await summarise(sessionHome(place.home, known.interrupted, current), current),
    worktreeIds(place),
  );
  return isActive ? current : (await activeOfTree(place, operations))[0] ?? null;
}

/** Ids of the active sessions that belong to this tree, or to a tree that exists no more. */
export async function activeOfTree(
  place: Place,
  operations: OperationTable,
): Promise<readonly string[]> {
  const sessions = await listSessions(place, operations);
  const trees = worktreeIds(place);
  return sessions.filter((session) => isActiveHere(place, session, trees)).map(({ id }) => id);
}

function isActiveHere(place: Place, session: Summary, trees: ReadonlySet<string>): boolean {
  const { status, tree } = session;
  return status === "active" && (tree === place.worktree || (tree !== null && !trees.has(tree)));
}

/** Ids of the linked worktrees that git knows; none without git. */
function worktreeIds(place: Place): ReadonlySet<string> {
  const { gitCommonDirectory: common } = place;
  const entries = common === null ? [] : listDirectory(`${common}/worktrees`);
  return new Set(entries.map((entry) => worktreeId(entry.name)));
}
