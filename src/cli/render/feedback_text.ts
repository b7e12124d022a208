import { counted } from "./counted.ts";
import type { FeedbackEntry } from "../../session/read_feedback.ts";
import type { JsonObject, JsonValue } from "../../workflow/json.ts";
import { escapeBlock, escapeLine } from "../escape.ts";
import { durationText } from "./duration_text.ts";

/** Which entries are shown, and what of them. */
export interface FeedbackShown {
  readonly tool: boolean;
  readonly process: boolean;
  /** Null: all of them. */
  readonly days: number | null;
  readonly total: number;
}

/** Texts of a private line and the words before them. */
const TEXTS = [
  ["learnings", "Learned"],
  ["what_went_well", "Went well"],
  ["challenges", "Was hard"],
  ["improvements", "Should be better"],
] as const;

/** Lists of texts of a private line. */
const LISTS = [
  ["errors_summary", "Failed"],
  ["items_skipped_reasons", "Skipped"],
] as const;

/** Feedback for people: the figures over all entries, then what was written, entry by entry. */
export function feedbackText(entries: readonly FeedbackEntry[], shown: FeedbackShown): string {
  if (entries.length === 0) return `${nothingText(shown)}\n`;
  const sessions = new Set(entries.map(({ session }) => session)).size;
  const when = shown.days === null ? "" : ` of the last ${shown.days} days`;
  return [
    `Feedback${when}: ${entries.length} ${entries.length === 1 ? "entry" : "entries"} in ` +
    counted(sessions, "session"),
    ...(shown.tool ? toolLines(entries.flatMap(({ tool }) => tool === null ? [] : [tool])) : []),
    ...(shown.process ? entries.flatMap(processLines) : []),
    "",
  ].join("\n");
}

function nothingText({ days, total }: FeedbackShown): string {
  if (total === 0) {
    return "No feedback yet; capture some with: orchestrator feedback capture --auto";
  }
  return `No feedback of the last ${days} days; --all shows all ${total} entries`;
}

function toolLines(lines: readonly JsonObject[]): readonly string[] {
  if (lines.length === 0) return [];
  const sum = (key: string): number =>
    lines.reduce((total, line) => total + (numberOf(line[key]) ?? 0), 0);
  const yes = (key: string): number => lines.filter((line) => line[key] === true).length;
  const average = sum("duration_seconds") / lines.length;
  return [
    "",
    `  Failures: ${sum("errors_count")}`,
    `  Skipped items: ${sum("items_skipped_count")}`,
    `  With reviews: ${yes("reviews_performed")} of ${lines.length}`,
    `  With agents in parallel: ${yes("parallel_agents_used")} of ${lines.length}`,
    `  Duration on the average: ${durationText(average)}`,
  ];
}

function processLines({ session, timestamp, process }: FeedbackEntry): readonly string[] {
  if (process === null) return [];
  const task = textOf(process["task"]);
  const head = [timestamp.slice(0, 10), session, ...(task === "" ? [] : [task])];
  return [
    "",
    head.map(escapeLine).join("  "),
    ...TEXTS.flatMap(([key, word]) => {
      const text = textOf(process[key]);
      return text === "" ? [] : [escapeBlock(`${word}: ${text}`, "  ")];
    }),
    ...LISTS.flatMap(([key, word]) =>
      listOf(process[key]).map((text) => escapeBlock(`${word}: ${text}`, "  "))
    ),
  ];
}

function numberOf(value: JsonValue | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}

function listOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === "string") : [];
}
