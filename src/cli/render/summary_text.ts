import type { PhaseSummary, SummaryFacts } from "../../workflow/summary.ts";
import { escapeBlock, escapeLine } from "../escape.ts";
import { durationText } from "./duration_text.ts";

/** The summary of a workflow that ended: what `finish` prints and keeps as `summary.md`. */
export function summaryText(facts: SummaryFacts): string {
  const { phases, skipped, reviews, learnings, unreached, notes } = facts;
  const done = [...reviews.done].map((review) => `- ${escapeLine(review)}: done`);
  const missing = reviews.missing.map((review) => `- ${escapeLine(review)}: missing`);
  return [
    `# Workflow ${facts.status}`,
    "",
    `Task: ${escapeLine(facts.task)}`,
    `Started: ${facts.started_at}`,
    `Ended: ${facts.ended_at}`,
    ...(facts.seconds === null ? [] : [`Duration: ${durationText(facts.seconds)}`]),
    ...(notes === null ? [] : ["", "## NOTES", "", escapeBlock(notes, "  ")]),
    "",
    "## PHASE SUMMARY",
    "",
    ...phaseTable(phases),
    ...section(
      "SKIPPED ITEMS",
      skipped.map(({ phase, item, reason, gate }) =>
        `- ${escapeLine(phase)}/${escapeLine(item)}: ${escapeLine(reason)}${
          gate ? " ⚠️ GATE BYPASSED" : ""
        }`
      ),
    ),
    ...section("REVIEWS", [...done, ...missing]),
    ...section(
      "LEARNINGS",
      learnings.map(({ item, notes }) => `- ${escapeLine(item)}: ${escapeLine(notes)}`),
    ),
    ...section("PHASES NOT REACHED", unreached.map((phase) => `- ${escapeLine(phase)}`)),
    "",
  ].join("\n");
}

function phaseTable(phases: readonly PhaseSummary[]): readonly string[] {
  const width = Math.max(0, ...phases.map(({ id }) => escapeLine(id).length));
  return phases.map(({ id, total, completed, skipped, open }) => {
    const counts = [
      `${completed} completed`,
      `${skipped} skipped`,
      ...(open > 0 ? [`${open} open`] : []),
    ];
    return `- ${escapeLine(id).padEnd(width)}  ${total} items (${counts.join(", ")})`;
  });
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];
}
