import type { EntryHeader } from "./entry.ts";

/** What is at a name so far; `implied` is a directory that only names below it tell of. */
interface Taken {
  readonly name: string;
  readonly kind: EntryHeader["kind"] | "implied";
}

/**
 * The names of an archive, to find two that would meet on a system that does not tell upper from lower
 * case, or a file where another name needs a directory.
 */
export class TakenNames {
  readonly #taken: Map<string, Taken> = new Map();

  /** Takes a name; false when it, or a directory above it, meets another one. */
  take(name: string, kind: EntryHeader["kind"]): boolean {
    const folded = foldName(name);
    const present = this.#taken.get(folded);
    const isKnown = present !== undefined;
    if (isKnown && !(present.kind === "implied" && kind === "directory" && present.name === name)) {
      return false;
    }
    this.#taken.set(folded, { name, kind });
    return isKnown || this.#takeDirectory(parentOf(name));
  }

  #takeDirectory(name: string | null): boolean {
    if (name === null) return true;
    const folded = foldName(name);
    const present = this.#taken.get(folded);
    // Those above a name that is taken are taken too.
    if (present !== undefined) return present.name === name && present.kind !== "file";
    this.#taken.set(folded, { name, kind: "implied" });
    return this.#takeDirectory(parentOf(name));
  }
}

/** Names that differ only in case, in the loosest sense of any common file system, fold to one. */
function foldName(name: string): string {
  return name.toLowerCase().toUpperCase().toLowerCase().normalize("NFC");
}

function parentOf(name: string): string | null {
  const end = name.lastIndexOf("/");
  return end === -1 ? null : name.slice(0, end);
}
