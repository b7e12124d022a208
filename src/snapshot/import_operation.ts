import {
  checkpointFile,
  currentFile,
  feedbackFile,
  HOUSE,
  LAYOUT,
  sessionDirectory,
  sessionFile,
  stageDirectory,
} from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { FEEDBACK_PARTS, type FeedbackPart } from "../session/feedback_operation.ts";
import type { JournalFacts, Move, OperationRule } from "../store/journal.ts";
import { nameProblem } from "../tar/entry_name.ts";
import { SHARED_DIRECTORIES } from "./entry_place.ts";

/** What an import publishes. */
export interface ImportFacts {
  /** Sessions whose log is replaced by a longer one. */
  readonly extended: readonly string[];
  readonly added: readonly string[];
  readonly checkpoints: readonly { readonly session: string; readonly checkpoint: string }[];
  readonly feedback: readonly { readonly session: string; readonly part: FeedbackPart }[];
  /** Files that are not of a session, or whole directories of them, relative to `.orchestrator/`. */
  readonly files: readonly string[];
  /** The tree whose `current` is set; undefined: none. */
  readonly tree: string | null | undefined;
}

/** No name of ours, and none in an archive, has one. */
const SEPARATOR = "\n";

/** The import, for the table of operations. Everything is staged under its own name. */
export const IMPORT_OPERATION: readonly [string, OperationRule] = ["import", importMoves];

/** The facts of a journal. */
export function toImportJournal(facts: ImportFacts): JournalFacts {
  const list = (values: readonly string[]) => values.length === 0 ? null : values.join(SEPARATOR);
  return {
    extended: list(facts.extended),
    added: list(facts.added),
    checkpoints: list(
      facts.checkpoints.map(({ session, checkpoint }) => `${session}/${checkpoint}`),
    ),
    feedback: list(facts.feedback.map(({ session, part }) => `${session}/${part}`)),
    files: list(facts.files),
    current: facts.tree === undefined ? null : "yes",
    tree: facts.tree ?? null,
  };
}

/** Where everything goes, relative to the home, in the order in which it is published. */
export function importPlaces(facts: ImportFacts): readonly string[] {
  return [
    ...facts.extended.map((id) => sessionFile(id, "log.jsonl")),
    ...facts.added.map(sessionDirectory),
    ...facts.checkpoints.map(({ session, checkpoint }) => checkpointFile(session, checkpoint)),
    ...facts.feedback.map(({ session, part }) => feedbackFile(session, part)),
    ...facts.files.map((name) => `${HOUSE}/${name}`),
    ...(facts.tree === undefined ? [] : [currentFile(facts.tree)]),
  ];
}

function importMoves(stage: string, raw: JournalFacts): readonly Move[] | null {
  const facts = fromJournal(raw);
  if (facts === null) return null;
  const places = importPlaces(facts);
  return places.length === 0
    ? null
    : places.map((to) => ({ from: `${stageDirectory(stage)}/${to}`, to }));
}

function fromJournal(raw: JournalFacts): ImportFacts | null {
  const list = (name: string) => raw[name]?.split(SEPARATOR) ?? [];
  const pairs = (name: string) =>
    list(name).map((text) => {
      const [session = "", second = "", ...more] = text.split("/");
      return more.length === 0 ? { session, second } : { session: "", second };
    });
  const extended = list("extended");
  const added = list("added");
  const checkpoints = pairs("checkpoints");
  const feedback = pairs("feedback").flatMap(({ session, second }) => {
    const part = FEEDBACK_PARTS.find((one) => one === second);
    return part === undefined ? [] : [{ session, part }];
  });
  const files = list("files");
  const tree = raw["tree"] ?? null;
  const ids = [
    ...extended,
    ...added,
    ...checkpoints.flatMap(({ session, second }) => [session, second]),
    ...feedback.map(({ session }) => session),
    ...(tree === null ? [] : [tree]),
  ];
  const isWhole = ids.every(isPathId) && files.every(isFile) &&
    feedback.length === list("feedback").length;
  return isWhole
    ? {
      extended,
      added,
      checkpoints: checkpoints.map(({ session, second }) => ({ session, checkpoint: second })),
      feedback,
      files,
      tree: raw["current"] === "yes" ? tree : undefined,
    }
    : null;
}

function isFile(name: string): boolean {
  return nameProblem(name) === null && (`${HOUSE}/${name}` === LAYOUT.config ||
    SHARED_DIRECTORIES.some((directory) => name === directory || name.startsWith(`${directory}/`)));
}
