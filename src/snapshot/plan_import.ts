import {
  checkpointFile,
  feedbackFile,
  HOUSE,
  sessionDirectory,
  sessionFile,
} from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { currentOf, knownSessions } from "../session/known_sessions.ts";
import { newSessionId } from "../session/new_session_id.ts";
import { sessionIds } from "../session/session_ids.ts";
import type { Writer } from "../session/writer.ts";
import { checkedPath } from "../store/checked_path.ts";
import { fileDigest } from "../store/file_digest.ts";
import { readRegular } from "../store/read_file.ts";
import { sameBeginning } from "../store/same_beginning.ts";
import type { StagedTree } from "../store/staged_tree.ts";
import { SHARED_DIRECTORIES } from "./entry_place.ts";
import type { ImportFacts } from "./import_operation.ts";
import type { ExtendedFeedback, ImportPlan, StagedMove } from "./import_plan.ts";
import { type Incoming, type IncomingSession, stagedName } from "./incoming.ts";
import { localSessions } from "./local_sessions.ts";
import { type MergedSession, mergeSessions } from "./merge_sessions.ts";
import { missingLines } from "./missing_lines.ts";

/** Everything that is decided about one import, while it is collected. */
interface Drafts {
  readonly moves: StagedMove[];
  readonly checkpoints: { readonly session: string; readonly checkpoint: string }[];
  readonly feedback: ExtendedFeedback[];
}

/**
 * Compares what is staged with what is here and decides what an import does. Changes nothing; what it
 * says holds as long as nobody else writes.
 *
 * @throws `home.unsafe`, `file.unreadable`, `session.unreadable`, `journal.refused`
 */
export function planImport(writer: Writer, incoming: Incoming, tree: StagedTree): ImportPlan {
  const { place, operations } = writer;
  const { home } = place;
  const sessions = mergeAll(writer, incoming, tree);
  const drafts: Drafts = { moves: [], checkpoints: [], feedback: [] };
  const idsOf = (result: MergedSession["result"]) =>
    sessions.filter((one) => one.result === result).map(({ id }) => id);
  for (const session of sessions) planSession(home, incoming, tree, session, drafts);
  const files = planFiles(home, incoming);
  const known = knownSessions(place, operations);
  const named = sessions.find(({ incoming: { id } }) => id === incoming.manifest.current);
  const current = currentOf(home, known) === null ? named?.id ?? null : null;
  const facts: ImportFacts = {
    extended: idsOf("extended"),
    added: idsOf("added"),
    checkpoints: drafts.checkpoints,
    feedback: drafts.feedback.map(({ session, part }) => ({ session, part })),
    files: files.places,
    tree: current === null ? undefined : place.worktree,
  };
  return {
    sessions,
    facts,
    moves: [
      ...drafts.moves,
      ...files.places.map((name) => ({ from: name, to: `${HOUSE}/${name}` })),
    ],
    feedback: drafts.feedback,
    current,
    files: { added: files.added, kept: files.kept },
  };
}

function mergeAll(
  writer: Writer,
  { sessions }: Incoming,
  tree: StagedTree,
): readonly MergedSession[] {
  const { home } = writer.place;
  const bases = new Set(sessions.map(({ base }) => base));
  return mergeSessions(sessions, localSessions(home, bases), sessionIds(home, null), {
    logOf: ({ id }) => tree.path(stagedName(`sessions/${id}/log.jsonl`)),
    sameBeginning,
    newId: (taken) => newSessionId(writer.now(), taken),
  });
}

function planSession(
  home: string,
  { sums }: Incoming,
  tree: StagedTree,
  { incoming, result, id }: MergedSession,
  drafts: Drafts,
): void {
  const from = `sessions/${incoming.id}`;
  if (result === "added") {
    drafts.moves.push({ from, to: sessionDirectory(id) });
    return;
  }
  for (const checkpoint of incoming.checkpoints) {
    const name = `${from}/checkpoints/${checkpoint}.json`;
    const drafted = drafts.checkpoints.filter(({ session }) => session === id)
      .map((one) => one.checkpoint);
    const as = checkpointName(home, id, checkpoint, sums.get(name) ?? "", drafted);
    if (as === null) continue;
    drafts.checkpoints.push({ session: id, checkpoint: as });
    drafts.moves.push({ from: name, to: checkpointFile(id, as) });
  }
  for (const part of incoming.feedback) {
    const { path } = checkedPath(home, feedbackFile(id, part), "file");
    const theirs = readRegular(tree.path(stagedName(`${from}/feedback/${part}.jsonl`)));
    const bytes = missingLines(readRegular(path), theirs ?? new Uint8Array());
    const isDrafted = drafts.feedback.some((one) => one.session === id && one.part === part);
    if (bytes !== null && !isDrafted) drafts.feedback.push({ session: id, part, bytes });
  }
  if (result === "extended") drafts.moves.push(...extendingMoves(incoming, id, sums));
}

/** The log, and beside it what readers need until it has moved. */
function extendingMoves(
  { id: theirs }: IncomingSession,
  id: string,
  sums: Incoming["sums"],
): readonly StagedMove[] {
  return (["log.jsonl", "base.json", "history.jsonl"] as const)
    .map((file) => ({ from: `sessions/${theirs}/${file}`, to: sessionFile(id, file) }))
    .filter(({ from }) => sums.has(from));
}

/** The name under which a checkpoint comes to a session; null when it is there already. */
function checkpointName(
  home: string,
  session: string,
  checkpoint: string,
  sum: string,
  drafted: readonly string[],
): string | null {
  for (let number = 1;; number++) {
    const suffix = number === 1 ? "" : `-${number}`;
    const name = `${checkpoint.slice(0, LONGEST_ID - suffix.length)}${suffix}`;
    if (!isPathId(name) || drafted.includes(name)) continue;
    const { path, exists } = checkedPath(home, checkpointFile(session, name), "file");
    if (!exists) return name;
    if (fileDigest(path) === sum) return null;
  }
}

/** In characters. */
const LONGEST_ID = 64;

interface PlannedFiles {
  /** Files and whole directories, relative to `.orchestrator/`. */
  readonly places: readonly string[];
  readonly added: readonly string[];
  readonly kept: readonly string[];
}

/** Files come where there is none of that name; a directory that is not here comes as a whole. */
function planFiles(home: string, { files, sums }: Incoming): PlannedFiles {
  const places: string[] = [];
  const added: string[] = [];
  const kept: string[] = [];
  const whole = SHARED_DIRECTORIES.filter((directory) =>
    files.some((name) => name.startsWith(`${directory}/`)) &&
    !checkedPath(home, `${HOUSE}/${directory}`, "directory").exists
  );
  places.push(...whole);
  for (const name of files) {
    if (whole.some((directory) => name.startsWith(`${directory}/`))) {
      added.push(name);
      continue;
    }
    const { path, exists } = checkedPath(home, `${HOUSE}/${name}`, "file");
    if (!exists) {
      places.push(name);
      added.push(name);
    } else if (fileDigest(path) !== sums.get(name)) {
      kept.push(name);
    }
  }
  return { places, added, kept };
}
