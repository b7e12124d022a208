import type { Analysis } from "../../workflow/analysis.ts";
import { escapeLine } from "../escape.ts";
import { completionRate } from "./analysis_json.ts";
import { durationText } from "./duration_text.ts";

/** Most reasons that are shown for one item. */
const REASONS = 3;

/** An analysis for people: what was skipped and what failed most often comes first. */
export function analysisText(analysis: Analysis): string {
  const { workflows, completed, abandoned, active, events } = analysis;
  return [
    `Workflows: ${workflows} (${completed} completed, ${abandoned} abandoned, ${active} active)`,
    `Completion rate: ${completionRate(analysis)}`,
    `Events: ${events} (${countList(analysis.actors)})`,
    ...section(
      "Skipped items",
      byCount(analysis.skipped, ({ count }) => count).flatMap(([item, { count, reasons }]) => [
        `${escapeLine(item)}: ${count} ×`,
        ...reasons.slice(0, REASONS).map((reason) => `  ${escapeLine(reason)}`),
        ...(reasons.length > REASONS ? [`  and ${reasons.length - REASONS} more`] : []),
      ]),
    ),
    ...section("Failed verifications", failures(analysis.verificationFailures)),
    ...section("Failed gates", failures(analysis.gateFailures)),
    ...section(
      "Phases, on the average",
      Array.from(
        analysis.phases,
        ([phase, { avg_minutes: minutes, count }]) =>
          `${escapeLine(phase)}: ${durationText(minutes * 60)} (${count} ×)`,
      ),
    ),
    "",
  ].join("\n");
}

function failures(counts: ReadonlyMap<string, number>): readonly string[] {
  return byCount(counts, (count) => count).map(([item, count]) =>
    `${escapeLine(item)}: ${count} ×`
  );
}

function byCount<V>(
  map: ReadonlyMap<string, V>,
  countOf: (value: V) => number,
): readonly (readonly [string, V])[] {
  return Array.from(map).sort(([, a], [, b]) => countOf(b) - countOf(a));
}

function countList(counts: ReadonlyMap<string, number>): string {
  return Array.from(counts, ([name, count]) => `${escapeLine(name)} ${count}`).join(", ");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}
