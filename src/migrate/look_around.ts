import { HOUSE, LAYOUT, SESSION_FILES } from "../repo/layout.ts";
import { listDirectory } from "../store/list_directory.ts";
import { namesIn } from "../store/names_in.ts";
import { lstatOrNull } from "../store/read_file.ts";
import type { Artefact } from "./artefact.ts";
import { CATALOGUE, SCANNED } from "./catalogue.ts";
import { isOurName } from "./our_names.ts";
import { blocker, note, type PlanProblem } from "./problem.ts";
import { hasContent } from "./recognise.ts";
import type { Found } from "./scan_type.ts";
import { lookAt, openedKind, readablePath, type Seen } from "./seen.ts";

/** What lies in a root, by name, kind and the first bytes. */
export interface Surroundings {
  readonly found: readonly Found[];
  /** Names in `.orchestrator/` that neither we nor the catalogue know. */
  readonly unowned: readonly Seen[];
  readonly problems: readonly PlanProblem[];
}

/**
 * Looks at every name that a row of the catalogue could fit. Large files are not read.
 *
 * @throws `file.unreadable` for a directory that cannot be listed
 */
export function lookAround(root: string): Surroundings {
  const problems: PlanProblem[] = [];
  const found: Found[] = [];
  const unowned: Seen[] = [];
  for (const directory of SCANNED) {
    for (const name of namesOf(root, directory)) {
      const match = recognise(root, directory, name, problems);
      if (match !== null) found.push(match);
      else if (directory === HOUSE && !isOurName(name)) {
        const seen = lookAt(root, `${HOUSE}/${name}`);
        if (seen !== null) unowned.push(seen);
      }
    }
  }
  return { found, unowned, problems };
}

/** The names in a directory of the root; none when it, or one above it, is a link or no directory. */
function namesOf(root: string, directory: string): readonly string[] {
  let path = root;
  for (const part of directory === "" ? [] : directory.split("/")) {
    path = `${path}/${part}`;
    if (lstatOrNull(path)?.isDirectory !== true) return [];
  }
  return listDirectory(path).map(({ name }) => name).sort();
}

/** The catalogue row that fits a name by kind and content, if the name is in the catalogue at all. */
function recognise(
  root: string,
  directory: string,
  name: string,
  problems: PlanProblem[],
): Found | null {
  const named = CATALOGUE.filter((row) => row.directory === directory && nameFits(row, name));
  const known = named.filter(({ id }) => id !== "custom");
  const rows = known.length === 0 ? named : known;
  const [first] = rows;
  if (first === undefined) return null;
  const seen = lookAt(root, directory === "" ? name : `${directory}/${name}`);
  if (seen === null || isOurSession(root, first, seen)) return null;
  const kind = openedKind(seen);
  if (kind === null) {
    problems.push(linkProblem(seen, first));
    return left(first, seen);
  }
  const fitting = rows.filter((row) => row.kind === kind);
  const path = readablePath(root, seen);
  const row = fitting.find(({ content }) => content === null || hasContent(path, content));
  if (row === undefined) {
    problems.push(note("wrong_kind", seen.path, kind));
    return left(first, seen);
  }
  if (seen.problem !== null) problems.push(blocker("unreadable", seen.path, seen.problem));
  const source = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : seen.path;
  return { artefact: row, seen, source };
}

function nameFits({ name: wanted }: Artefact, name: string): boolean {
  return typeof wanted === "string" ? wanted === name : wanted.test(name);
}

function isOurSession(root: string, { id }: Artefact, { path }: Seen): boolean {
  return id === "session" && path.startsWith(`${LAYOUT.sessions}/`) &&
    namesIn(`${root}/${path}`).has(SESSION_FILES.base);
}

/** Data that the predecessor reads through a link that leads away is not ours to take or to ignore. */
function linkProblem({ path, link }: Seen, { policy }: Artefact): PlanProblem {
  if (link?.to !== "outside") return note("link_dangling", path);
  return policy === "leave" ? note("link_outside", path) : blocker("link_outside", path);
}

/** Stays where it is, whatever the row says of what it was taken for. */
function left(artefact: Artefact, seen: Seen): Found {
  return { artefact: { ...artefact, policy: "leave", to: null }, seen, source: seen.path };
}
