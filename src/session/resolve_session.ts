import { fail } from "../store/failure.ts";
import type { Pointers } from "./current.ts";

/** What a name typed by a user is looked up in. */
export interface KnownSessions {
  readonly ids: readonly string[];
  readonly pointers: Pointers;
  /** Former ids of migrated and imported sessions; asked only when no id fits exactly. */
  readonly formerIds: () => ReadonlyMap<string, string>;
}

const SHORTEST_TAIL = 3;

/**
 * Finds the session that a text means: `@` current, `-` previous, exact id, former id, unique prefix,
 * unique prefix of at least 3 characters of the part after the date. Case does not matter.
 *
 * @throws `session.not_found`, `session.ambiguous`.
 */
export function resolveSession(known: KnownSessions, wanted: string): string {
  if (wanted === "@" || wanted === "-") {
    const id = wanted === "@" ? known.pointers.current : known.pointers.previous;
    return found(known, wanted, id === null || !known.ids.includes(id) ? [] : [id]);
  }
  const text = wanted.toLowerCase();
  const steps: readonly (() => readonly string[])[] = [
    () => known.ids.filter((id) => id === wanted),
    () => known.ids.filter((id) => id.toLowerCase() === text),
    () => formerMatches(known, text),
    () => text === "" ? [] : known.ids.filter((id) => id.toLowerCase().startsWith(text)),
    () => tailMatches(known.ids, text),
  ];
  for (const step of steps) {
    const matches = step();
    if (matches.length > 0) {
      return found(known, wanted, matches);
    }
  }
  return found(known, wanted, []);
}

function formerMatches(known: KnownSessions, text: string): readonly string[] {
  return Array.from(known.formerIds())
    .filter(([former]) => former.toLowerCase() === text)
    .map(([, id]) => id);
}

function tailMatches(ids: readonly string[], text: string): readonly string[] {
  if (text.length < SHORTEST_TAIL) {
    return [];
  }
  return ids.filter((id) => id.slice(id.indexOf("-") + 1).toLowerCase().startsWith(text));
}

function found(known: KnownSessions, wanted: string, matches: readonly string[]): string {
  const [first, ...others] = matches;
  if (first === undefined) {
    throw fail("session.not_found", { wanted, known: known.ids });
  }
  if (others.length > 0) {
    throw fail("session.ambiguous", { wanted, matches });
  }
  return first;
}
