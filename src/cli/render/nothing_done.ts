import type { Plan } from "../../migrate/plan_type.ts";

/** The document of a migration that found nothing to do: what would be listed is there, and empty. */
export function nothingDone({ left, problems }: Pick<Plan, "left" | "problems">): object {
  return {
    migration: null,
    sessions: [],
    originals: [],
    placements: [],
    copies: [],
    left,
    problems,
  };
}
