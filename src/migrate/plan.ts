import { finishDraft, type SessionDraft } from "./draft_sessions.ts";
import { planFeedback } from "./plan_feedback.ts";
import { planPlaces } from "./plan_places.ts";
import { draftSessions, type SessionDrafts } from "./plan_sessions.ts";
import { DEFAULT_OPTIONS, type PlanOptions } from "./plan_options.ts";
import { leftOf, originalOf } from "./plan_rows.ts";
import type { Original, Plan } from "./plan_type.ts";
import type { PlanProblem } from "./problem.ts";
import type { Group, OwnSessions, Scan } from "./scan_type.ts";

/** Decides what becomes of everything that a scan found. Pure: the same scan gives the same plan. */
export function plan(scan: Scan, options: PlanOptions = DEFAULT_OPTIONS): Plan {
  const problems: PlanProblem[] = [...scan.problems];
  const sessions = draftSessions(scan, problems);
  const { current, previous } = pointersOf(scan.own, sessions);
  const main = current ?? sessions.drafts[0] ?? null;
  const feedback = planFeedback(scan.feedback, sessions.drafts, main, options.salt, problems);
  const places = planPlaces(scan, options, problems);
  const originals: Original[] = [
    ...scan.groups.flatMap((group) => groupOriginals(group, sessions)),
    ...scan.feedback.map((file) => originalOf(file.found, feedback.into.get(file) ?? [])),
    ...places.originals,
  ];
  const finished = sessions.drafts.map(finishDraft);
  const placements = [...feedback.placements, ...places.placements];
  return {
    sessions: finished,
    placements,
    copies: places.copies,
    originals,
    left: [...places.left, ...scan.unowned.map((seen) => leftOf(seen, null, "unknown"))],
    problems,
    conflicts: places.conflicts,
    current: current?.key ?? null,
    previous: previous?.key ?? null,
    gitignore: scan.gitignore,
    totals: {
      files: sum(originals.map(({ files }) => files)),
      bytes: sum(originals.map(({ bytes }) => bytes)),
      copied: sum([
        ...finished.flatMap(({ files }) => files.map(({ bytes }) => bytes)),
        ...finished.map(({ base }) => (base.state?.length ?? 0) + (base.definition?.length ?? 0)),
        ...[...placements, ...places.copies].map(({ bytes }) => bytes),
      ]),
    },
  };
}

function groupOriginals(group: Group, { into }: SessionDrafts): readonly Original[] {
  return group.originals.map((found) => originalOf(found, [...into.get(found) ?? []]));
}

/**
 * The session that becomes current: never where an active one of ours is. The one that the pointer
 * names already follows it to its new id, unless it has ended and another of them has not.
 */
function pointersOf(
  own: OwnSessions,
  { drafts, main }: SessionDrafts,
): { readonly current: SessionDraft | null; readonly previous: SessionDraft | null } {
  const named = (id: string | null) =>
    id === null ? null : drafts.find(({ former_id }) => former_id === id) ?? null;
  const previous = named(own.previous);
  if (own.currentIsActive) return { current: null, previous };
  const states = Array.from(main.values()).filter(({ kind }) => kind === "migrated");
  const followed = named(own.current);
  const ranked = [...(followed === null ? [] : [followed]), ...states];
  const active = ranked.filter(({ status }) => status === "active");
  return { current: active[0] ?? ranked[0] ?? null, previous };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
