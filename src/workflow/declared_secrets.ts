import type { WorkflowDefinition } from "./definition.ts";

/** A secret that a workflow declares to need. */
export interface DeclaredSecret {
  readonly name: string;
  /** The items whose command gets it; none where only the workflow names it. */
  readonly items: readonly string[];
}

/** The secrets of a workflow and of its items, in the definition's order, each once. */
export function declaredSecrets(
  { secrets, phases }: WorkflowDefinition,
): readonly DeclaredSecret[] {
  const items = new Map<string, string[]>(secrets.map((name) => [name, []]));
  for (const item of phases.flatMap((phase) => phase.items)) {
    for (const name of item.secrets) items.set(name, [...items.get(name) ?? [], item.id]);
  }
  return Array.from(items, ([name, ids]) => ({ name, items: ids }));
}
