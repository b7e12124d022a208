/** How a list of commands differs from one that was granted. */
export interface ListChanges {
  /** Lines that are new, in the order of the new list. */
  readonly added: readonly string[];
  /** Lines that are gone, in the order of the old list. */
  readonly removed: readonly string[];
}

/** Compares two lists, given as their lines. A list that is only in another order has no changes. */
export function listChanges(before: readonly string[], after: readonly string[]): ListChanges {
  return { added: without(after, before), removed: without(before, after) };
}

/** The lines that are left when each line of `others` has taken away one that equals it. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of others) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return lines.filter((line) => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count <= 0;
  });
}
