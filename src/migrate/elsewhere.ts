import type { Plan } from "./plan_type.ts";

/**
 * A plan of a repository that lies elsewhere, as it can be carried out here: its originals stay where
 * they are, and workflows that a session here holds already are not taken twice.
 *
 * @param known Ids of the workflows that are here.
 */
export function planElsewhere(plan: Plan, known: ReadonlySet<string>): Plan {
  const sessions = plan.sessions.filter((session) => !known.has(session.workflow_id));
  const keys = new Set(sessions.map(({ key }) => key));
  const kept = (key: string | null): string | null => key !== null && keys.has(key) ? key : null;
  const placements = sessions.length === 0 ? [] : [...plan.placements, ...plan.copies];
  const copied = sessions.flatMap(({ files }) => files).reduce((sum, { bytes }) => sum + bytes, 0) +
    placements.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    ...plan,
    sessions,
    placements,
    copies: [],
    originals: [],
    current: kept(plan.current),
    previous: kept(plan.previous),
    gitignore: [],
    totals: { files: 0, bytes: 0, copied },
  };
}
