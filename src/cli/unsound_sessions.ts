import type { MigrationReport } from "../migrate/migration_report.ts";
import type { Place } from "../repo/place.ts";
import { summarise } from "../session/list_sessions.ts";

/** Ids of migrated sessions that cannot be read as whole. */
export async function unsoundSessions(
  place: Place,
  { sessions }: MigrationReport,
): Promise<readonly string[]> {
  const unsound: string[] = [];
  for (const { id, kind } of sessions) {
    if (kind === "events-only") continue;
    const { condition } = await summarise(place.home, id);
    if (condition.kind !== "sound") unsound.push(id);
  }
  return unsound;
}
