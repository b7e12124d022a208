import { fail } from "../store/failure.ts";
import { treeDigest } from "../store/tree_digest.ts";
import type { MovedPointers } from "./kept_pointers.ts";
import type { MigrationReport, ReportedPlacement } from "./migration_report.ts";
import type { Placement, Plan } from "./plan_type.ts";
import type { StagedPlan } from "./stage_plan.ts";

/** What a report is made of. */
export interface ReportInput {
  readonly plan: Plan;
  readonly staged: StagedPlan;
  readonly root: string;
  readonly from: string;
  readonly home: string;
  readonly pointers: MovedPointers;
  /** UTC. */
  readonly at: string;
  readonly by: string;
}

/**
 * The report of a migration that is about to be published. Originals whose bytes were not all read
 * while they were copied are read now.
 *
 * @throws `migrate.changed` for an original that is gone.
 */
export function reportOf(
  { plan, staged, root, from, home, pointers, at, by }: ReportInput,
): MigrationReport {
  const idOf = (key: string): string => staged.ids.get(key) ?? key;
  return {
    schema: 1,
    migration: staged.migration,
    at,
    by,
    imported_from: root === home ? null : from,
    sessions: Array.from(staged.ids, ([key, id]) => {
      const planned = plan.sessions.find((session) => session.key === key);
      return {
        id,
        kind: planned?.kind ?? "migrated",
        workflow_id: planned?.workflow_id ?? "",
        task: planned?.task ?? "",
        status: planned?.status ?? null,
        former_id: planned?.former_id ?? null,
        source: planned?.source ?? "",
        checksum: planned?.checksum ?? "none",
        definition_origin: planned?.definition_origin ?? "none",
      };
    }),
    originals: plan.originals.map(({ path, kind, bytes, files, into }) => {
      const sha256 = treeDigest(`${root}/${path}`, "record", staged.originals);
      if (sha256 === null) throw fail("migrate.changed", { paths: [path] });
      return { path, kind, bytes, files, sha256, into: into.map(idOf) };
    }),
    placements: reported(plan.placements, 0, staged),
    copies: reported(plan.copies, plan.placements.length, staged),
    pointers: pointers.moved,
    kept: pointers.kept,
    left: plan.left,
    problems: plan.problems,
    conflicts: plan.conflicts,
    gitignore: plan.gitignore,
    totals: plan.totals,
  };
}

function reported(
  placements: readonly Placement[],
  offset: number,
  { digests }: StagedPlan,
): readonly ReportedPlacement[] {
  return placements.map(({ from, to, replaces }, index) => {
    const staged = Array.from(digests).find(([path]) => path.endsWith(`/placed/${offset + index}`));
    return { from, to, sha256: staged?.[1] ?? "", replaced: replaces };
  });
}
