import { isJsonObject, type JsonValue } from "../workflow/json.ts";
import type { Conflict, LeftFile, Plan } from "./plan_type.ts";
import type { PlanProblem } from "./problem.ts";
import { isDestination, isMovable } from "./movable.ts";
import { isPointer } from "./pointers.ts";
import { isPathId } from "../repo/path_id.ts";

/** A session that a migration made. */
export interface ReportedSession {
  readonly id: string;
  readonly kind: string;
  readonly workflow_id: string;
  readonly task: string;
  readonly status: string | null;
  readonly former_id: string | null;
  readonly source: string;
  readonly checksum: string;
  readonly definition_origin: string;
}

/** An original that moved to the backup. */
export interface ReportedOriginal {
  readonly path: string;
  readonly kind: string;
  readonly bytes: number;
  readonly files: number;
  /** As `treeDigest` makes it, with links recorded. */
  readonly sha256: string;
  /** Ids of sessions and paths of destinations that it went into. */
  readonly into: readonly string[];
}

/** A file or directory that was copied to a place of ours. */
export interface ReportedPlacement {
  readonly from: string;
  readonly to: string;
  readonly sha256: string;
  /** Something of ours was there and is kept. */
  readonly replaced: boolean;
}

/** `report.json` of a migration: what was done, and all that a rollback needs. */
export interface MigrationReport {
  readonly schema: 1;
  readonly migration: string;
  /** UTC. */
  readonly at: string;
  /** Version of the program. */
  readonly by: string;
  /** Absolute path of the repository that it was taken from; null: this one. */
  readonly imported_from: string | null;
  readonly sessions: readonly ReportedSession[];
  readonly originals: readonly ReportedOriginal[];
  readonly placements: readonly ReportedPlacement[];
  readonly copies: readonly ReportedPlacement[];
  /** Pointers that were moved (paths below `.orchestrator/`), and those of them in the backup. */
  readonly pointers: readonly string[];
  readonly kept: readonly string[];
  readonly left: readonly LeftFile[];
  readonly problems: readonly PlanProblem[];
  readonly conflicts: readonly Conflict[];
  readonly gitignore: readonly string[];
  readonly totals: Plan["totals"];
}

/** Text of `report.json`. */
export function formatReport(report: MigrationReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/**
 * Reads `report.json`; null for anything that this version would not have written. It is data: every
 * id and path in it that something would be moved by has to be one of the catalogue.
 */
export function parseReport(text: string): MigrationReport | null {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isJsonObject(value) || value["schema"] !== 1) return null;
  const report = value as unknown as MigrationReport;
  const isWhole = isPathIdText(report.migration) && typeof report.at === "string" &&
    isListOf(report.sessions, (session) => isPathIdText(session["id"])) &&
    isListOf(report.originals, (one) => fits(one["path"], isMovable) && isText(one["sha256"])) &&
    isListOf(report.placements, (one) => fits(one["to"], isDestination)) &&
    isListOf(report.copies, (one) => fits(one["to"], isDestination)) &&
    isPointers(report.pointers) && isPointers(report.kept);
  return isWhole ? report : null;
}

function isPathIdText(value: unknown): boolean {
  return typeof value === "string" && isPathId(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function fits(value: unknown, check: (text: string) => boolean): boolean {
  return typeof value === "string" && check(value);
}

function isListOf(
  value: unknown,
  check: (item: Readonly<Record<string, unknown>>) => boolean,
): boolean {
  return Array.isArray(value) &&
    value.every((item) => typeof item === "object" && item !== null && check(item));
}

function isPointers(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === "string" && isPointer(name));
}
