import { LAYOUT } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { readRegularText } from "../store/read_file.ts";
import { isJsonObject, type JsonValue } from "../workflow/json.ts";
import type { MigrationReport } from "./migration_report.ts";

/** `migration.json`: the last migration that has not been rolled back. */
export interface Marker {
  readonly migration: string;
  /** UTC. */
  readonly at: string;
  readonly by: string;
  /** The originals in the backup were compared with what was copied. */
  readonly confirmed: boolean;
}

/** Text of the marker. */
export function formatMarker(
  { migration, at, by }: Pick<MigrationReport, "migration" | "at" | "by">,
  confirmed: boolean,
): string {
  return `${JSON.stringify({ schema: 1, migration, at, by, confirmed }, null, 2)}\n`;
}

/** Reads the marker; null when there is none or it is not readable. */
export function readMarker(home: string): Marker | null {
  const text = readRegularText(`${home}/${LAYOUT.marker}`);
  if (text === null) return null;
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isJsonObject(value)) return null;
  const { migration, at, by, confirmed } = value;
  return typeof migration === "string" && isPathId(migration)
    ? { migration, at: `${at ?? ""}`, by: `${by ?? ""}`, confirmed: confirmed === true }
    : null;
}
