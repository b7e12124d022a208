import { lookAt, readText } from "../git/read_text.ts";
import { joinPath } from "../process/path.ts";
import { HOUSE, WORKFLOW_FILE } from "./layout.ts";

/** The predecessor's state file in the root of a repository. */
export const LEGACY_STATE = ".workflow_state.json";

/** What in our directory shows that it is in use. */
const STRONG = ["meta.json", "sessions", "current"];

/** A larger `workflow.yaml` is not looked into. */
const LARGEST_WORKFLOW = 1_048_576;

/**
 * The strong mark in a directory, relative to it: `.orchestrator/meta.json`, `sessions` or `current`.
 * A link named `.orchestrator` counts without a look behind it: it has to be refused later by name and
 * not to be passed over.
 */
export function strongMark(directory: string): string | null {
  const house = lookAt(joinPath(directory, HOUSE));
  if (house === null) return null;
  if (house.isSymlink) return HOUSE;
  if (!house.isDirectory) return null;
  const name = STRONG.find((name) => lookAt(joinPath(directory, `${HOUSE}/${name}`)) !== null);
  return name === undefined ? null : `${HOUSE}/${name}`;
}

/** Whether a directory holds `.orchestrator/`, or a link of that name, whatever is in it. */
export function holdsHouse(directory: string): boolean {
  const house = lookAt(joinPath(directory, HOUSE));
  return house !== null && (house.isDirectory || house.isSymlink);
}

/** The predecessor's state in our directory, where it had no sessions yet. */
const FLAT_STATE = `${HOUSE}/state.json`;

/** The directory whose mark is the predecessor's state at this path; null for any other mark. */
export function legacyMarked(path: string): string | null {
  const mark = [LEGACY_STATE, FLAT_STATE].find((name) => path.endsWith(`/${name}`));
  return mark === undefined ? null : path.slice(0, -mark.length - 1);
}

/** The predecessor's state in a directory, in one of the layouts that had no sessions. */
export function legacyMark(directory: string): string | null {
  if (lookAt(joinPath(directory, LEGACY_STATE)) !== null) return LEGACY_STATE;
  const house = lookAt(joinPath(directory, HOUSE));
  if (house?.isDirectory !== true) return null;
  return lookAt(joinPath(directory, FLAT_STATE)) === null ? null : FLAT_STATE;
}

/** The weak mark in a directory: the predecessor's state, or a `workflow.yaml` that has phases. */
export function weakMark(directory: string): string | null {
  const legacy = legacyMark(directory);
  if (legacy !== null) return legacy;
  const path = joinPath(directory, WORKFLOW_FILE);
  if (lookAt(path) === null) return null;
  // Other programs have a file of this name; a parser would cost more than the whole search.
  const text = readText(path, LARGEST_WORKFLOW);
  return text !== null && /^(phases|"phases"|'phases')[ \t]*:/m.test(text) ? WORKFLOW_FILE : null;
}
