import type { Learning, Said } from "../../workflow/learning.ts";
import { markdownBlock, markdownLine } from "./markdown.ts";

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
  { task, session, status, learning, mark }: LearningReport,
): string {
  const date = learning.until?.slice(0, 10) ?? "";
  return [
    `## ${markdownLine(date)}: ${markdownLine(task)}`,
    "",
    mark,
    "",
    `Session ${session}, ${status}`,
    ...section("Learned", learning.learned.map(saidLine)),
    ...section(
      "Failed",
      learning.failed.map(({ item, count, last }) =>
        `- **${markdownLine(item)}** ${count} ×, the last time: ${markdownBlock(last, "  ")}`
      ),
    ),
    ...section("Skipped", learning.skipped.map(saidLine)),
    ...section(
      "Left with items open",
      learning.forced.map((phase) => `- **${markdownLine(phase)}**`),
    ),
    "",
  ].join("\n");
}

function saidLine({ item, text }: Said): string {
  const name = item === null ? "" : `**${markdownLine(item)}** `;
  return `- ${name}${markdownBlock(text, "  ")}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `### ${title}`, "", ...lines];
}
