import { plan } from "../../src/migrate/plan.ts";
import { DEFAULT_OPTIONS, type PlanOptions } from "../../src/migrate/plan_options.ts";
import type { Part, Plan, PlannedFile } from "../../src/migrate/plan_type.ts";
import { scan } from "../../src/migrate/scan.ts";
import type { OwnSessions } from "../../src/migrate/scan_type.ts";
import { withScratch } from "./scratch.ts";
import { type LegacyFiles, writeLegacy } from "./legacy_repository.ts";

/** A home without any session. */
export const NO_SESSIONS: OwnSessions = {
  workflows: new Set(),
  current: null,
  previous: null,
  currentIsActive: false,
};

/** What varies between plans of the same files. */
export interface PlanCircumstances {
  readonly own?: Partial<OwnSessions>;
  readonly options?: Partial<PlanOptions>;
  /** Runs between writing the files and looking at them. */
  readonly arrange?: (root: string) => void;
}

/** Writes files into a directory of their own and gives the plan for them to a test. */
export function withPlan(
  files: LegacyFiles,
  test: (plan: Plan, root: string) => void | Promise<void>,
  { own, options, arrange }: PlanCircumstances = {},
): Promise<void> {
  return withScratch(async (root) => {
    writeLegacy(root, files);
    arrange?.(root);
    const scanned = await scan({ root, home: root, own: { ...NO_SESSIONS, ...own } });
    await test(plan(scanned, { ...DEFAULT_OPTIONS, ...options }), root);
  });
}

/** The bytes that a planned file will have, as text. */
export function contentOf(root: string, { parts }: PlannedFile): string {
  const bytes = parts.flatMap((part) => Array.from(partBytes(root, part)));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/** The bytes of one part. */
export function partBytes(root: string, part: Part): Uint8Array {
  return "text" in part
    ? new TextEncoder().encode(part.text)
    : Deno.readFileSync(`${root}/${part.path}`).subarray(part.from, part.to);
}

/** A plan in lines: sessions with their files, then what becomes of each path, sorted. */
export function planLines(plan: Plan): readonly string[] {
  return [
    ...plan.sessions.map((session) =>
      [
        `${session.key}: ${session.era ?? session.kind}`,
        session.workflow_id,
        session.former_id ?? "-",
        plan.current === session.key ? "current" : "-",
        session.files.map(({ name, bytes }) => `${name} ${bytes}`).join(", "),
      ].join(" | ")
    ),
    ...[
      ...plan.originals.map(({ path, into }) => `${path} -> ${into.join(" ") || "backup"}`),
      ...plan.copies.map(({ from, to }) => `${from} => ${to}`),
      ...plan.left.map(({ path, reason }) => `${path} stays: ${reason}`),
      ...plan.problems.map(({ path, kind, blocks }) => `${path} ${blocks ? "!" : "?"} ${kind}`),
      ...plan.conflicts.map((one) => `${one.old} and ${one.new}: ${one.wins}`),
    ].sort(),
  ];
}
