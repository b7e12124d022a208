import { LAYOUT } from "../../src/repo/layout.ts";
import { SESSION_OPERATIONS } from "../../src/session/operations.ts";
import type { JournalFacts } from "../../src/store/journal.ts";
import { treeDigest } from "../../src/store/tree_digest.ts";

/**
 * Leaves what a process leaves that is killed after so many moves of an operation on sessions. All that
 * it moves is staged already.
 */
export function interruptOperation(
  home: string,
  operation: string,
  facts: JournalFacts,
  { stage, moved }: { readonly stage: string; readonly moved: number },
): void {
  const moves = SESSION_OPERATIONS.get(operation)?.(stage, facts) ?? [];
  const steps = moves.map((move) => ({
    ...move,
    sha256: treeDigest(`${home}/${move.from}`),
    replaces: treeDigest(`${home}/${move.to}`),
  }));
  const journal = { schema: 1, operation, stage, facts, steps };
  Deno.writeTextFileSync(`${home}/${LAYOUT.journal}`, `${JSON.stringify(journal)}\n`);
  for (const { from, to } of moves.slice(0, moved)) {
    Deno.renameSync(`${home}/${from}`, `${home}/${to}`);
  }
}
