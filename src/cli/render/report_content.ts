import type { MigrationReport } from "../../migrate/migration_report.ts";
import type { Plan } from "../../migrate/plan_type.ts";
import { type ReportContent, reportMarkdown } from "./report_markdown.ts";

/** What a report says in Markdown. */
export function reportContent(report: MigrationReport): ReportContent {
  return {
    ...report,
    title: `Migration ${report.migration}`,
    files: [
      ...report.originals.map(({ path, bytes, into }) => [path, bytes, into] as const),
      ...report.copies.map(({ from, to }) => [from, null, [`${to} (copied)`]] as const),
    ],
    sessions: report.sessions.map(({ id, kind, status, task }) =>
      [id, status ?? kind, task] as const
    ),
  };
}

/** A plan as Markdown; the ids of its sessions are not known yet. */
export function planMarkdown(plan: Plan): string {
  const nameOf = (key: string): string => {
    const index = plan.sessions.findIndex((session) => session.key === key);
    return index === -1 ? key : `session <new ${index + 1}>`;
  };
  return reportMarkdown({
    ...plan,
    title: "What a migration would do",
    files: [
      ...plan.originals.map(({ path, bytes, into }) => [path, bytes, into.map(nameOf)] as const),
      ...plan.copies.map(({ from, bytes, to }) => [from, bytes, [`${to} (copied)`]] as const),
    ],
    sessions: plan.sessions.map(({ key, kind, status, task }) =>
      [nameOf(key), status ?? kind, task] as const
    ),
  });
}
