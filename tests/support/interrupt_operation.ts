import { LAYOUT } from "../../src/repo/layout.ts";
import { dirname } from "node:path";
import { OPERATIONS } from "../../src/cli/operations.ts";
import type { JournalFacts } from "../../src/store/journal.ts";
import { treeDigest } from "../../src/store/tree_digest.ts";

/**
 * Leaves what a process leaves that is killed after so many moves of an operation. All that it moves is
 * staged already, or, with `done`, has been moved all the way.
 */
export function interruptOperation(
  home: string,
  operation: string,
  facts: JournalFacts,
  { stage, moved, done = false }: {
    readonly stage: string;
    readonly moved: number;
    readonly done?: boolean;
  },
): void {
  const moves = OPERATIONS.get(operation)?.(stage, facts) ?? [];
  for (const { from, to } of done ? moves.toReversed() : []) {
    Deno.mkdirSync(dirname(`${home}/${from}`), { recursive: true });
    Deno.renameSync(`${home}/${to}`, `${home}/${from}`);
  }
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
