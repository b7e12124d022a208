import { isPathId } from "../repo/path_id.ts";
import type { JournalFacts } from "../store/journal.ts";
import { isDestination, isMovable } from "./movable.ts";
import { isPointer } from "./pointers.ts";

/** What a journal says of a migration or of its rollback: ids and paths of the catalogue. */
export interface MigrationFacts {
  readonly migration: string;
  /** Ids of the sessions that it makes; the one that becomes current is the first. */
  readonly sessions: readonly string[];
  /** Destinations below `.orchestrator/`; each is staged by its number. */
  readonly placed: readonly string[];
  /** Those of them where something of ours was. */
  readonly replaced: readonly string[];
  /** Paths of the originals. */
  readonly originals: readonly string[];
  /** The pointers that get another session, each as its path below `.orchestrator/`. */
  readonly pointers: readonly string[];
  /** Those of them that were there and are kept in the backup. */
  readonly kept: readonly string[];
  /** The marker, if it is (or has to be) the one of this migration. */
  readonly marker: readonly string[];
}

/** The one entry of `marker`. */
export const MARKER = "marker";

/** The facts as a journal holds them. */
export function toJournalFacts(facts: MigrationFacts): JournalFacts {
  const { migration, ...lists } = facts;
  const texts = Object.entries(lists).map(([name, list]) => [name, JSON.stringify(list)]);
  return { migration, ...Object.fromEntries(texts) };
}

/** Reads what a journal says; null for anything that no migration would write. */
export function fromJournalFacts(facts: JournalFacts): MigrationFacts | null {
  const migration = facts["migration"] ?? null;
  const sessions = listOf(facts["sessions"], isPathId);
  const placed = listOf(facts["placed"], isDestination);
  const replaced = listOf(facts["replaced"], isDestination);
  const originals = listOf(facts["originals"], isMovable);
  const pointers = listOf(facts["pointers"], isPointer);
  const kept = listOf(facts["kept"], isPointer);
  const marker = listOf(facts["marker"], (name) => name === MARKER);
  const isWhole = migration !== null && isPathId(migration) && sessions !== null &&
    placed !== null && replaced !== null && originals !== null && pointers !== null &&
    kept !== null && marker !== null;
  return isWhole
    ? { migration, sessions, placed, replaced, originals, pointers, kept, marker }
    : null;
}

/** A list of different texts, each of which fits. */
function listOf(
  text: string | null | undefined,
  fits: (item: string) => boolean,
): readonly string[] | null {
  try {
    const list: unknown = JSON.parse(text ?? "");
    if (!Array.isArray(list) || new Set(list).size !== list.length) return null;
    return list.every((item) => typeof item === "string" && fits(item)) ? list : null;
  } catch {
    return null;
  }
}
