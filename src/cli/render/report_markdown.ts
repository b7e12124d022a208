import type { MigrationReport } from "../../migrate/migration_report.ts";
import { escapeLine } from "../escape.ts";
import { counted } from "./counted.ts";
import { LEFT_REASONS } from "./left_reason.ts";
import { problemText } from "./plan_problem_text.ts";
import { sizeText } from "./size_text.ts";

/** What a report, or a plan, has to say in Markdown. */
export type ReportContent =
  & Pick<
    MigrationReport,
    "left" | "problems" | "conflicts" | "totals" | "gitignore"
  >
  & {
    readonly title: string;
    /** The size is null where it is not known any more. */
    readonly files:
      readonly (readonly [path: string, bytes: number | null, into: readonly string[]])[];
    readonly sessions: readonly (readonly [name: string, what: string, task: string])[];
  };

/** A report as Markdown; text that is not ours stands in code spans. */
export function reportMarkdown(content: ReportContent): string {
  const { title, files, sessions, left, problems, conflicts, totals, gitignore } = content;
  return [
    `# ${title}`,
    "",
    `${counted(totals.files, "file")}, ${sizeText(totals.bytes)}; copies: ${
      sizeText(totals.copied)
    }.`,
    ...section("Files", "| File | Size | Goes to |\n| --- | ---: | --- |", [
      ...files.map(([path, bytes, into]) =>
        `| ${code(path)} | ${bytes === null ? "" : sizeText(bytes)} | ${
          into.length === 0 ? "the backup only" : into.map(code).join(", ")
        } |`
      ),
    ]),
    ...section("Sessions", "| Session | State | Task |\n| --- | --- | --- |", [
      ...sessions.map(([name, what, task]) => `| ${code(name)} | ${code(what)} | ${code(task)} |`),
    ]),
    ...section(
      "Stays",
      null,
      left.map(({ path, reason }) => `- ${code(path)} ${LEFT_REASONS[reason]}`),
    ),
    ...section(
      "Conflicts",
      null,
      conflicts.map((one) =>
        `- ${code(one.old)} and ${code(one.new)}: ${
          code(one.wins === "new" ? one.new : one.old)
        } wins`
      ),
    ),
    ...section("Problems", null, problems.map((one) => `- ${code(problemText(one))}`)),
    ...section("Lines of .gitignore that can go", null, gitignore.map((line) => `- ${code(line)}`)),
    "",
  ].join("\n");
}

function section(
  title: string,
  head: string | null,
  lines: readonly string[],
): readonly string[] {
  return lines.length === 0
    ? []
    : ["", `## ${title}`, "", ...(head === null ? [] : [head]), ...lines];
}

/** A code span: a backtick or a bar in it would end the span or the cell. */
function code(text: string): string {
  return text === ""
    ? ""
    : `\`${escapeLine(text).replaceAll("`", "\u02cb").replaceAll("|", "\u2223")}\``;
}
