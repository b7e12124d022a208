import { listMigrations } from "../../migrate/find_migration.ts";
import { currentFile, HOUSE, LAYOUT, previousFile, sessionFile } from "../../repo/layout.ts";
import { isPathId } from "../../repo/path_id.ts";
import { modeOf, PORTABLE_MARK } from "../../session/house_mode.ts";
import { checkedPath } from "../../store/checked_path.ts";
import { type DirectoryEntry, listDirectory } from "../../store/list_directory.ts";
import { lstatOrNull, readRegularText } from "../../store/read_file.ts";
import { CONTAINED_NAMES, MOVABLE_NAMES, type MovableName } from "./uninstall_operation.ts";

/** What lies in `.orchestrator/`, by whose it is. Paths are relative to the home. */
export interface HouseContent {
  readonly exists: boolean;
  /** Ours, to be set aside; a directory goes with all that is in it. */
  readonly names: readonly MovableName[];
  /** Ids of our sessions. */
  readonly sessions: readonly string[];
  /** Paths that the predecessor, or a migration of ours from it, knows and that stay. */
  readonly predecessors: readonly string[];
  /** Paths that nobody of us made. */
  readonly foreign: readonly string[];
  /** Whether `.gitignore` is ours, not ours, or not there. */
  readonly gitignore: "ours" | "foreign" | "none";
}

const DIRECTORIES: ReadonlySet<string> = new Set([
  "trees",
  "templates",
  "backups",
  "quarantine",
  "trash",
  "migrations",
  "secrets",
  "prd",
  "transcripts",
  "logs",
  "reviews",
  "legacy",
]);

/** Places that only a migration fills: without one, what is there is the predecessor's. */
const CONTAINED: ReadonlySet<string> = new Set(CONTAINED_NAMES);

/** What the predecessor leaves in the directory that it shares with us. */
const PREDECESSORS: ReadonlySet<string> = new Set([
  ...CONTAINED,
  "state.json",
  "audit.jsonl",
  "worktrees",
  "v3",
  "v4",
  "migration.log",
]);

/** What is removed at the very end, and never listed. */
const REMAINS: ReadonlyMap<string, DirectoryEntry["kind"]> = new Map([
  [nameOf(LAYOUT.lock), "file"],
  [nameOf(LAYOUT.journal), "file"],
  [nameOf(LAYOUT.tmp), "directory"],
  [nameOf(LAYOUT.uninstalled), "directory"],
  [nameOf(LAYOUT.sessions), "directory"],
]);

const GITIGNORE = nameOf(LAYOUT.gitignore);
const GITATTRIBUTES = nameOf(LAYOUT.gitattributes);

/**
 * Looks through `.orchestrator/`. What is not of the kind that it has to be is not ours.
 *
 * @throws `home.unsafe` when `.orchestrator` itself is no directory; `file.unreadable`
 */
export function houseContent(home: string): HouseContent {
  const { path, exists } = checkedPath(home, HOUSE, "directory");
  const entries = exists ? listDirectory(path).toSorted(byName) : [];
  const sessions = ourSessions(home);
  const migrated = migratedNames(home);
  const names: MovableName[] = [];
  const rest: string[] = [...otherSessions(home, sessions)];
  for (const entry of entries) {
    const { name } = entry;
    if (REMAINS.get(name) === entry.kind || name === GITIGNORE) continue;
    const movable = MOVABLE_NAMES.find((known) => known === name);
    if (movable !== undefined && isOurs(home, entry, sessions, migrated)) names.push(movable);
    else if (name === "secrets" && isVaultThere(home)) {
      names.push("secrets/vault");
      rest.push(...otherSecrets(home));
    } else rest.push(name);
  }
  const inHouse = (name: string): string => `${HOUSE}/${name}`;
  return {
    exists,
    names,
    sessions,
    predecessors: rest.filter((name) => isPredecessors(name)).map(inHouse),
    foreign: rest.filter((name) => !isPredecessors(name)).map(inHouse),
    gitignore: gitignoreOf(home, entries),
  };
}

function isPredecessors(name: string): boolean {
  return PREDECESSORS.has(name) || name === "current" || name.startsWith("sessions/") ||
    name.startsWith("secrets");
}

function isOurs(
  home: string,
  { name, kind }: DirectoryEntry,
  sessions: readonly string[],
  migrated: ReadonlySet<string>,
): boolean {
  if (kind !== (DIRECTORIES.has(name) ? "directory" : "file")) return false;
  if (CONTAINED.has(name)) return migrated.has(name);
  switch (name) {
    case "secrets":
      return migrated.has(name) || otherSecrets(home).length === 0;
    case "current":
      return isOurPointer(home, currentFile(null), sessions);
    case "previous":
      return isOurPointer(home, previousFile(null), sessions);
    case GITATTRIBUTES:
      return readRegularText(`${home}/${LAYOUT.gitattributes}`)?.trim() === "* -text";
    default:
      return true;
  }
}

/** One that names a session of the predecessor is the predecessor's. */
function isOurPointer(home: string, pointer: string, sessions: readonly string[]): boolean {
  const id = readRegularText(`${home}/${pointer}`)?.trim() ?? "";
  return sessions.includes(id) || !isPathId(id) ||
    lstatOrNull(`${home}/${LAYOUT.sessions}/${id}`) === null;
}

function ourSessions(home: string): readonly string[] {
  return sessionEntries(home).filter(({ name, kind }) =>
    kind === "directory" && isPathId(name) &&
    lstatOrNull(`${home}/${sessionFile(name, "base.json")}`)?.isFile === true
  ).map(({ name }) => name);
}

function otherSessions(home: string, ours: readonly string[]): readonly string[] {
  return sessionEntries(home).filter(({ name }) => !ours.includes(name))
    .map(({ name }) => `sessions/${name}`);
}

function sessionEntries(home: string): readonly DirectoryEntry[] {
  const path = `${home}/${LAYOUT.sessions}`;
  return lstatOrNull(path)?.isDirectory === true ? listDirectory(path).toSorted(byName) : [];
}

function isVaultThere(home: string): boolean {
  return lstatOrNull(`${home}/${LAYOUT.secrets}`)?.isDirectory === true &&
    lstatOrNull(`${home}/${LAYOUT.secrets}/vault`)?.isDirectory === true;
}

function otherSecrets(home: string): readonly string[] {
  return listDirectory(`${home}/${LAYOUT.secrets}`).toSorted(byName)
    .filter(({ name, kind }) => name !== "vault" || kind !== "directory")
    .map(({ name }) => `secrets/${name}`);
}

/** Names that a migration, which has not been rolled back, has put something under. */
function migratedNames(home: string): ReadonlySet<string> {
  const prefix = `${HOUSE}/`;
  return new Set(
    listMigrations(home).filter(({ rolledBack }) => !rolledBack).flatMap(({ report }) =>
      [...report.placements, ...report.copies].map(({ to }) => to)
        .filter((to) => to.startsWith(prefix))
        .map((to) => to.slice(prefix.length).split("/")[0] ?? "")
    ),
  );
}

function gitignoreOf(
  home: string,
  entries: readonly DirectoryEntry[],
): HouseContent["gitignore"] {
  const entry = entries.find(({ name }) => name === GITIGNORE);
  if (entry === undefined) return "none";
  if (entry.kind !== "file") return "foreign";
  const text = readRegularText(`${home}/${LAYOUT.gitignore}`) ?? "";
  return modeOf(text) !== null || text.startsWith(`${PORTABLE_MARK}\n`) ? "ours" : "foreign";
}

function nameOf(path: string): string {
  return path.slice(HOUSE.length + 1);
}

function byName(a: DirectoryEntry, b: DirectoryEntry): number {
  return a.name < b.name ? -1 : 1;
}
