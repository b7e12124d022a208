import { OrchestratorError, problemOfFailure } from "../store/failure.ts";
import { LAYOUT } from "../repo/layout.ts";
import { readPieces } from "../store/read_pieces.ts";
import { feedbackLines } from "./feedback.ts";
import { blocker, note, type PlanProblem } from "./problem.ts";
import type { FeedbackFile, Found } from "./scan_type.ts";

const KINDS: ReadonlyMap<string, FeedbackFile["kind"]> = new Map([
  ["feedback", "combined"],
  ["tool_feedback", "tool"],
  ["process_feedback", "process"],
]);

/** A larger file is moved whole and not taken apart. */
const LARGEST = 64 * 1024 * 1024;

/** Reads the feedback files of the root, each into its lines. */
export function scanFeedback(
  root: string,
  found: readonly Found[],
  problems: PlanProblem[],
): readonly FeedbackFile[] {
  const files: FeedbackFile[] = [];
  for (const one of found) {
    const kind = KINDS.get(one.artefact.id);
    if (kind === undefined || one.artefact.policy === "leave") continue;
    if (one.seen.bytes > LARGEST) {
      problems.push(note("too_large", one.seen.path, LAYOUT.legacy));
      continue;
    }
    const bytes = readAll(root, one, problems);
    if (bytes === null) continue;
    files.push({
      found: one,
      kind,
      lines: feedbackLines(bytes),
      open: bytes.length > 0 && bytes.at(-1) !== 10,
      bytes: kind === "combined" ? bytes : null,
    });
  }
  return files;
}

function readAll(root: string, { source }: Found, problems: PlanProblem[]): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  try {
    readPieces(`${root}/${source}`, (piece) => pieces.push(piece.slice()), LARGEST);
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    problems.push(blocker("unreadable", source, problemOfFailure(error.failure)));
    return null;
  }
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
