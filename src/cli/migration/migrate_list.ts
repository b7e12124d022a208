import { listMigrations } from "../../migrate/find_migration.ts";
import { readMarker } from "../../migrate/marker.ts";
import type { Place } from "../../repo/place.ts";
import { type Call, hintFlags } from "../call.ts";
import type { Output } from "../output.ts";
import { sizeText } from "../render/size_text.ts";

/** `migrate --list`: the migrations of this home, the newest first. Reads only. */
export function migrateListOutput(call: Call, place: Place): Output {
  const { root } = hintFlags(call);
  const marker = readMarker(place.home);
  const migrations = listMigrations(place.home).map(({ report, rolledBack }) => ({
    migration: report.migration,
    at: report.at,
    by: report.by,
    files: report.totals.files,
    bytes: report.totals.bytes,
    sessions: report.sessions.map(({ id }) => id),
    rolled_back: rolledBack,
    confirmed: !rolledBack && marker?.migration === report.migration ? marker.confirmed : null,
  }));
  return {
    json: { migrations },
    text: migrations.length === 0
      ? `Nothing was migrated here. Look first: orchestrator migrate --dry-run${root}\n`
      : migrations.map((one) =>
        `${one.migration}  ${one.at}  ${one.files} ${one.files === 1 ? "file" : "files"}, ${
          sizeText(one.bytes)
        }  ${one.rolled_back ? "rolled back" : `sessions: ${one.sessions.join(", ") || "none"}`}\n`
      ).join(""),
  };
}
