import { checkpointFile, checkpointsDirectory } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { fail, OrchestratorError } from "../store/failure.ts";
import { listDirectory } from "../store/list_directory.ts";
import { lstatOrNull, readRegular } from "../store/read_file.ts";
import { type Checkpoint, checkpointFromText } from "../workflow/checkpoint.ts";
import { instant } from "../workflow/instant.ts";
import type { Interrupted } from "./interrupted.ts";

/** In bytes; a state of ten thousand items has a tenth of it. */
const LARGEST = 2 ** 26;

const SUFFIX = ".json";

/** Characters of a file that is no checkpoint which a failure shows. */
const SHOWN = 120;

/** A file in the checkpoints of a session: a checkpoint, or why it is none. */
export type FoundCheckpoint =
  | { readonly id: string; readonly checkpoint: Checkpoint; readonly problem: null }
  | { readonly id: string; readonly checkpoint: null; readonly problem: UnreadableProblem };

/** Why a file is no checkpoint. */
export type UnreadableProblem = "not_json" | "not_a_checkpoint" | "not_a_file" | "too_large";

/**
 * All checkpoints of a session, the newest first, those that cannot be read last. Files whose name is no
 * id are none of ours.
 *
 * @param interrupted An operation that was cut off: what it has taken away is not there any more.
 */
export function readCheckpoints(
  home: string,
  session: string,
  interrupted: Interrupted | null = null,
): readonly FoundCheckpoint[] {
  return checkpointIds(home, session, interrupted)
    .map((id) => readFound(home, session, id))
    .sort(newestFirst);
}

/** The ids of all checkpoints of a session, without reading them. */
export function checkpointIds(
  home: string,
  session: string,
  interrupted: Interrupted | null = null,
): readonly string[] {
  const directory = checkpointsDirectory(session);
  // A link in its place could lead anywhere.
  if (lstatOrNull(`${home}/${directory}`)?.isDirectory !== true) return [];
  return listDirectory(`${home}/${directory}`)
    .filter(({ name }) => name.endsWith(SUFFIX))
    .map(({ name }) => name.slice(0, -SUFFIX.length))
    .filter((id) => isPathId(id) && interrupted?.gone.has(checkpointFile(session, id)) !== true)
    .sort();
}

/**
 * The checkpoint that a user named: by its id, or by the beginning of one.
 *
 * @throws `id.invalid`, `checkpoint.not_found`, `checkpoint.ambiguous`, `checkpoint.unreadable`
 */
export function readCheckpoint(
  home: string,
  session: string,
  wanted: string,
): { readonly id: string; readonly checkpoint: Checkpoint } {
  if (!isPathId(wanted)) throw fail("id.invalid", { what: "a checkpoint", id: wanted });
  const ids = checkpointIds(home, session);
  const matches = ids.includes(wanted) ? [wanted] : ids.filter((id) => id.startsWith(wanted));
  const [id, ...others] = matches;
  if (id === undefined) throw fail("checkpoint.not_found", { checkpoint: wanted, session });
  if (others.length > 0) throw fail("checkpoint.ambiguous", { wanted, matches });
  const { checkpoint, problem } = readFound(home, session, id);
  if (checkpoint === null) {
    const path = `${home}/${checkpointFile(session, id)}`;
    throw fail("checkpoint.unreadable", { checkpoint: id, path, problem, begins: beginning(path) });
  }
  return { id, checkpoint };
}

function readFound(home: string, session: string, id: string): FoundCheckpoint {
  const path = `${home}/${checkpointFile(session, id)}`;
  const info = lstatOrNull(path);
  if (info?.isFile !== true) return { id, checkpoint: null, problem: "not_a_file" };
  if (info.size > LARGEST) return { id, checkpoint: null, problem: "too_large" };
  const found = checkpointFromText(textAt(path));
  return typeof found === "string"
    ? { id, checkpoint: null, problem: found }
    : { id, checkpoint: found, problem: null };
}

/** What cannot be read is no checkpoint either. */
function textAt(path: string): string {
  try {
    return new TextDecoder().decode(readRegular(path, LARGEST) ?? new Uint8Array());
  } catch (error) {
    if (error instanceof OrchestratorError) return "";
    throw error;
  }
}

function beginning(path: string): string {
  return lstatOrNull(path)?.isFile === true ? textAt(path).slice(0, SHOWN) : "";
}

function newestFirst(a: FoundCheckpoint, b: FoundCheckpoint): number {
  const [left, right] = [timeOf(a), timeOf(b)];
  if (left !== right) return left < right ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

/** Milliseconds; what has no time that can be read comes last. */
function timeOf({ checkpoint }: FoundCheckpoint): number {
  const time = checkpoint === null ? NaN : instant(checkpoint.timestamp);
  return Number.isNaN(time) ? -Infinity : time;
}
