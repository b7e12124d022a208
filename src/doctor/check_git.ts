import { hidingLine } from "../repo/hiding_line.ts";
import { isHouseTracked } from "../repo/house_tracked.ts";
import { HOUSE, LAYOUT } from "../repo/layout.ts";
import { isPortable } from "../session/house_mode.ts";
import { OrchestratorError } from "../store/failure.ts";
import { namesIn } from "../store/names_in.ts";
import { readRegularText } from "../store/read_file.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** What of ours never belongs into git, whatever the mode. */
const PRIVATE = [
  "current",
  "previous",
  "trees",
  "lock",
  "journal.json",
  "tmp",
  "trash",
  "quarantine",
  "backups",
  "migrations",
] as const;

/** Whether git sees `.orchestrator/`: then a clone carries it, and `git clean -x` may delete it. */
export function checkGit({ place }: DoctorInput): Promise<readonly Finding[]> {
  if (place.gitDirectory === null) return Promise.resolve([]);
  const { home } = place;
  const tracked = isHouseTracked(place);
  const text = readRegularText(`${home}/${LAYOUT.gitignore}`);
  const ignored = text?.trim() === "*";
  const portable = isPortable(home);
  const uncovered = ignored || portable ? [] : uncoveredBy(home, text ?? "");
  const hidden = portable ? hiding(place.tree) : null;
  const evidence = {
    tracked,
    ignored,
    portable,
    uncovered: uncovered.join(", "),
    hidden,
    tree: place.tree,
  };
  const isTold = (tracked === true && !portable) || uncovered.length > 0 || hidden !== null;
  const severity = isTold ? "note" : "ok";
  return Promise.resolve([found("git", severity, evidence)]);
}

/** A `.gitignore` of the tree that cannot be read hides nothing that we know of. */
function hiding(tree: string): string | null {
  try {
    return hidingLine(tree);
  } catch (error) {
    if (error instanceof OrchestratorError) return null;
    throw error;
  }
}

/** The private names in the house that no line of a `.gitignore` of the user's own names. */
function uncoveredBy(home: string, text: string): readonly string[] {
  const lines = new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, "")));
  if (lines.has("*")) return [];
  const names = namesIn(`${home}/${HOUSE}`);
  return PRIVATE.filter((name) => names.has(name) && !lines.has(name));
}
