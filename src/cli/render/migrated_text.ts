import type { MigrationReport } from "../../migrate/migration_report.ts";
import type { HintFlags } from "../failure_words.ts";
import { escapeLine } from "../escape.ts";
import { counted } from "./counted.ts";
import { problemText } from "./plan_problem_text.ts";
import { sizeText } from "./size_text.ts";

/** What a migration has done, and what to do next. */
export function migratedText(report: MigrationReport, { root }: HintFlags): string {
  const { migration, sessions, totals, problems, left } = report;
  const active = sessions.filter(({ status }) => status === "active");
  return [
    `✓ Migrated ${counted(totals.files, "file")} (${sizeText(totals.bytes)}) as ${migration}`,
    ...sessions.map(sessionLine),
    ...report.copies.map(({ from, to }) =>
      `  copied ${escapeLine(from)} to ${to}; it stays there too`
    ),
    ...problemLines(problems),
    ...unknownFiles(left),
    "",
    `The originals are in .orchestrator/migrations/${migration}/backup`,
    `Go back with: orchestrator migrate --rollback${root}`,
    ...(report.gitignore.length === 0 ? [] : [
      `Lines of .gitignore can be replaced: orchestrator migrate --fix-gitignore${root}`,
    ]),
    ...(active.length === 0 ? [] : [`Go on with: orchestrator status${root}`]),
    "",
  ].join("\n");
}

/** What an import from elsewhere has done, and what to do next. */
export function importedText(report: MigrationReport, { root }: HintFlags): string {
  const { sessions, placements, problems } = report;
  const goesOn = report.pointers.length > 0 && sessions.some(({ status }) => status === "active");
  return [
    `✓ Imported ${counted(sessions.length, "session")} from ` +
    escapeLine(report.imported_from ?? ""),
    ...sessions.map(sessionLine),
    ...placements.map(({ from, to }) => `  copied ${escapeLine(from)} to ${escapeLine(to)}`),
    ...problemLines(problems),
    "",
    "Nothing was changed there",
    `See all with: orchestrator session list${root}`,
    ...(goesOn ? [`Go on with: orchestrator status${root}`] : []),
    "",
  ].join("\n");
}

function sessionLine(session: MigrationReport["sessions"][number]): string {
  const { id, kind, status, former_id: former, task } = session;
  const state = kind === "events-only"
    ? "events only, readable with log"
    : escapeLine(status ?? "");
  const was = former === null ? "" : `, was ${escapeLine(former)}`;
  return `  session ${id}: ${state}${was}  ${escapeLine(task)}`.trimEnd();
}

function problemLines(problems: MigrationReport["problems"]): readonly string[] {
  return problems.length === 0 ? [] : [
    "",
    "To know:",
    ...problems.map((problem) => `  ⚠ ${escapeLine(problemText(problem))}`),
  ];
}

function unknownFiles(left: MigrationReport["left"]): readonly string[] {
  const unknown = left.filter(({ reason }) => reason === "unknown");
  return unknown.length === 0 ? [] : [
    "",
    "Left where they are, because nobody knows them:",
    ...unknown.map(({ path }) => `  ${escapeLine(path)}`),
  ];
}
