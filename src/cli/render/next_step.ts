import { type NextCommand, nextCommand } from "./next_command.ts";
import type { StatusFacts } from "./status_facts.ts";

/** What to run next; an active workflow of the predecessor has to be taken over first. */
export function nextStep(
  { view, hint, legacy, migrateFirst = false }: Pick<
    StatusFacts,
    "view" | "hint" | "legacy" | "migrateFirst"
  >,
): NextCommand {
  const { fold, condition } = view;
  return (legacy !== undefined || migrateFirst) && fold.state.status === "active"
    ? { kind: "migrate", command: `orchestrator migrate${hint.root}` }
    : nextCommand(fold, condition.kind === "damaged", hint);
}
