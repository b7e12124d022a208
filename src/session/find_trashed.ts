import { fail } from "../store/failure.ts";
import type { TrashEntry } from "./list_trash.ts";

/**
 * Finds what a text means in the trash: the exact name of an entry, else the id of the session that was
 * deleted, else a unique prefix of a name or id. Case does not matter.
 *
 * @throws `trash.not_found`, `trash.ambiguous`.
 */
export function findTrashed(trash: readonly TrashEntry[], wanted: string): TrashEntry {
  const text = wanted.toLowerCase();
  const idOf = ({ record }: TrashEntry): string =>
    record?.kind === "session" ? record.session.toLowerCase() : "";
  const steps: readonly ((entry: TrashEntry) => boolean)[] = [
    ({ entry }) => entry === wanted,
    (entry) => text !== "" && idOf(entry) === text,
    (entry) =>
      text !== "" && (entry.entry.toLowerCase().startsWith(text) || idOf(entry).startsWith(text)),
  ];
  for (const step of steps) {
    const [first, ...others] = trash.filter(step);
    if (first !== undefined && others.length > 0) {
      const matches = [first, ...others].map(({ entry }) => entry);
      throw fail("trash.ambiguous", { wanted, matches });
    }
    if (first !== undefined) {
      return first;
    }
  }
  throw fail("trash.not_found", { wanted, known: trash.map(({ entry }) => entry) });
}
