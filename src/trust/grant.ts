import { joinPath } from "../process/path.ts";
import { sha256Hex } from "../store/sha256.ts";
import { isJsonObject, type JsonValue } from "../workflow/json.ts";
import { linesHash } from "./command_list.ts";
import { grantsDirectory } from "./state_directory.ts";

/** The act by which a grant came to be. */
export type GrantAct = "start" | "trust grant" | "workflow reload" | "snapshot import";

const ACTS: ReadonlySet<unknown> = new Set<GrantAct>([
  "start",
  "trust grant",
  "workflow reload",
  "snapshot import",
]);

/** What was granted: the commands of one list may run in one home. */
export interface Grant {
  /** Absolute, without links. */
  readonly home: string;
  /** The common git directory of a repository that is not the home's own; else null. */
  readonly repository: string | null;
  /** SHA-256 of the list, in hex. */
  readonly hash: string;
  /** RFC 3339. */
  readonly grantedAt: string;
  readonly grantedBy: GrantAct;
  /** The list itself, so that a later one can be compared with it. */
  readonly lines: readonly string[];
}

const SCHEMA = 1;
const NAME_DIGITS = 32;

/** What the names of all grants of a home begin with. */
export function grantPrefix(home: string): string {
  return `${sha256Hex(home).slice(0, NAME_DIGITS)}-`;
}

/** The file of a grant. */
export function grantPath(
  stateDirectory: string,
  { home, repository, hash }: Pick<Grant, "home" | "repository" | "hash">,
): string {
  const what = repository === null ? hash : sha256Hex(`${hash}\0${repository}`);
  const name = `${grantPrefix(home)}${what.slice(0, NAME_DIGITS)}.json`;
  return joinPath(grantsDirectory(stateDirectory), name);
}

/** The text of a grant's file. */
export function grantToText(grant: Grant): string {
  const { home, repository, hash, grantedAt, grantedBy, lines } = grant;
  const value = {
    schema: SCHEMA,
    home,
    ...(repository === null ? {} : { repository }),
    hash,
    granted_at: grantedAt,
    granted_by: grantedBy,
    commands: lines.length,
    lines,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Reads the text of a grant's file; null unless it is whole and its hash is that of its list. */
export function grantFromText(text: string): Grant | null {
  const value = parseJson(text);
  if (!isJsonObject(value) || value["schema"] !== SCHEMA) {
    return null;
  }
  const { home, repository = null, hash, granted_at: grantedAt, granted_by: grantedBy, lines } =
    value;
  const isWhole = typeof home === "string" && typeof hash === "string" &&
    (typeof repository === "string" || repository === null) &&
    typeof grantedAt === "string" && isGrantAct(grantedBy) && isTextList(lines) &&
    linesHash(lines) === hash;
  return isWhole ? { home, repository, hash, grantedAt, grantedBy, lines } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isGrantAct(value: JsonValue | undefined): value is GrantAct {
  return ACTS.has(value);
}

function isTextList(value: JsonValue | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}
