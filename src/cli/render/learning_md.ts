import type { Learning, Said } from "../../workflow/learning.ts";
import type { Markdown } from "./markdown.ts";

/** What a report is about. */
export interface LearningReport {
  readonly task: string;
  readonly session: string;
  readonly status: string;
  readonly learning: Learning;
  /** The line by which the report is known again. */
  readonly mark: string;
}

/** A report as a section of `LEARNINGS.md`, lines ending with LF. */
export function learningMarkdown(
  md: Markdown,
  { task, session, status, learning, mark }: LearningReport,
): string {
  const date = learning.until?.slice(0, 10) ?? "";
  return [
    `## ${md.line(date)}: ${md.line(task)}`,
    "",
    mark,
    "",
    `Session ${session}, ${status}`,
    ...section("Learned", learning.learned.map((said) => saidLine(md, said))),
    ...section(
      "Failed",
      learning.failed.map(({ item, count, last }) =>
        `- **${md.line(item)}** ${count} ×, the last time: ${md.block(last, "  ")}`
      ),
    ),
    ...section("Skipped", learning.skipped.map((said) => saidLine(md, said))),
    ...section(
      "Left with items open",
      learning.forced.map((phase) => `- **${md.line(phase)}**`),
    ),
    "",
  ].join("\n");
}

function saidLine(md: Markdown, { item, text }: Said): string {
  const name = item === null ? "" : `**${md.line(item)}** `;
  return `- ${name}${md.block(text, "  ")}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `### ${title}`, "", ...lines];
}
