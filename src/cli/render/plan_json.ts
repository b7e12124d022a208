import type { Plan } from "../../migrate/plan_type.ts";

/** A plan as JSON: what becomes of each file, without the contents. New ids are not known yet. */
export function planJson(plan: Plan): object {
  const { sessions, ...rest } = plan;
  return {
    sessions: sessions.map(({ base: _, files, ...session }) => ({
      ...session,
      files: files.map(({ name, bytes }) => ({ name, bytes })),
    })),
    ...rest,
    blocked: plan.problems.some(({ blocks }) => blocks),
  };
}
