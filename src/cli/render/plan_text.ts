import { GITIGNORE_LINE } from "../../migrate/gitignore.ts";
import type { Original, Plan, PlannedSession } from "../../migrate/plan_type.ts";
import { isEmptyPlan } from "../../migrate/plan_type.ts";
import { escapeLine } from "../escape.ts";
import { counted } from "./counted.ts";
import { LEFT_REASONS } from "./left_reason.ts";
import { problemText } from "./plan_problem_text.ts";
import { sizeText } from "./size_text.ts";

/** Names of sessions in one cell of the table. */
const NAMED = 2;

/**
 * What a migration will do, as a table.
 *
 * @param command The command line that does it.
 */
export function planText(plan: Plan, command: string): string {
  const { totals, problems } = plan;
  const blocked = problems.some(({ blocks }) => blocks);
  const empty = isEmptyPlan(plan);
  return [
    ...(empty ? ["Nothing to migrate"] : [
      ...fileTable(plan),
      totals.files === 0
        ? `The copies need ${sizeText(totals.copied)}`
        : `Total: ${counted(totals.files, "file")}, ${sizeText(totals.bytes)}; ` +
          `the copies need ${sizeText(totals.copied)}`,
    ]),
    ...section("Sessions:", plan.sessions.map((session) => sessionLine(session, plan))),
    ...section("Stays:", plan.left.map(({ path, reason }) => `${path}  ${LEFT_REASONS[reason]}`)),
    ...section(
      "Conflicts:",
      plan.conflicts.map((one) =>
        `${one.old} and ${one.new}: ${one.wins === "new" ? one.new : one.old} wins`
      ),
    ),
    ...section(
      "Problems:",
      problems.map((problem) => `${problem.blocks ? "✗" : "⚠"} ${problemText(problem)}`),
    ),
    ...section(`Lines of .gitignore that ${GITIGNORE_LINE} replaces:`, plan.gitignore),
    ...(empty ? [] : [
      "",
      blocked
        ? "Not possible while a problem marked ✗ stands"
        : `Nothing is changed yet. To do it: ${command}`,
    ]),
    "",
  ].join("\n");
}

/** From a repository elsewhere everything is copied: there are placements, and no originals. */
function fileTable(plan: Plan): readonly string[] {
  const copies = plan.originals.length === 0 ? [...plan.placements, ...plan.copies] : plan.copies;
  const rows = [
    ...plan.originals.map((original) => row(original, plan)),
    ...copies.map(({ from, bytes, to }) => [from, sizeText(bytes), `${to} (copied)`]),
  ];
  return rows.length === 0 ? [] : [...table([["FILE", "SIZE", "GOES TO"], ...rows]), ""];
}

function row({ path, kind, bytes, into }: Original, plan: Plan): readonly string[] {
  const names = into.map((place) => placeName(place, plan));
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  const isBlocked = plan.problems.some((one) => one.blocks && one.path === path);
  const where = isBlocked
    ? "see the problems"
    : names.length === 0
    ? "the backup only"
    : names.slice(0, NAMED).join(", ") + more;
  return [kind === "directory" ? `${path}/` : path, sizeText(bytes), where];
}

function placeName(place: string, { sessions }: Plan): string {
  const index = sessions.findIndex(({ key }) => key === place);
  return index === -1 ? place : `session <new ${index + 1}>`;
}

function sessionLine(session: PlannedSession, plan: Plan): string {
  const { key, kind, status, phase, task, workflow_id: workflow, former_id: former } = session;
  return [
    placeName(key, plan).replace(/^session /, ""),
    workflow === "" ? "(no workflow)" : workflow,
    kind === "events-only" ? "events only, readable" : `${status} ${phase}`,
    ...(former === null ? [] : [`was ${former}`]),
    ...(plan.current === key ? ["becomes current"] : []),
    ...(task === "" ? [] : [task]),
  ].join("  ");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${escapeLine(line)}`)];
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const shown = rows.map((cells) => cells.map(escapeLine));
  const width = (column: number) => Math.max(...shown.map((cells) => cells[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  return shown.map(([file = "", size = "", where = ""]) =>
    `  ${file.padEnd(first)}  ${size.padStart(second)}  ${where}`
  );
}
