import { LAYOUT } from "../repo/layout.ts";
import { CATALOGUE } from "./catalogue.ts";
import { isOurName } from "./our_names.ts";

/** Directories and files below `.orchestrator/` that originals are copied to. */
const DESTINATIONS: readonly string[] = [
  LAYOUT.config,
  LAYOUT.secrets,
  LAYOUT.prd,
  LAYOUT.transcripts,
  LAYOUT.logs,
  LAYOUT.reviews,
  LAYOUT.legacy,
  ...["", "-wal", "-shm", "-journal"].map((end) => `${LAYOUT.approvals}${end}`),
];

/**
 * Whether a path, relative to the home, is one that a migration may move to its backup: a row of the
 * catalogue has to fit, and what is the user's never moves.
 */
export function isMovable(path: string): boolean {
  if (!isPlainPath(path)) return false;
  const slash = path.lastIndexOf("/");
  const directory = slash === -1 ? "" : path.slice(0, slash);
  const name = path.slice(slash + 1);
  if (directory === LAYOUT.sessions.slice(0, LAYOUT.sessions.lastIndexOf("/")) && isOurName(name)) {
    return name === "state.json" || name === "log.jsonl";
  }
  return CATALOGUE.some((row) =>
    row.directory === directory &&
    (typeof row.name === "string" ? row.name === name : row.name.test(name)) &&
    (row.policy !== "leave" || row.id === "custom")
  );
}

/** Whether a path, relative to the home, is one that a migration may copy something to. */
export function isDestination(path: string): boolean {
  return isPlainPath(path) &&
    DESTINATIONS.some((place) => path === place || path.startsWith(`${place}/`));
}

/** Relative, and nothing in it that means another directory. */
function isPlainPath(path: string): boolean {
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..") &&
    !path.includes("\0");
}
