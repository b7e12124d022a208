import type { Result } from "./result.ts";

/** What a table says beside its rows. It holds no date and no name of a machine. */
export interface Surroundings {
  readonly cpus: number;
  readonly deno: string;
  readonly system: string;
}

const HEAD = ["What", "Gate", "Measured", "Median ms", "Minimum ms", "Predecessor", "Verdict"];

/** The first column is text, the others are mostly figures. */
const ALIGN = "| --- | --- | --- | ---: | ---: | --- | --- |";

/** One row for a terminal, in columns. */
export function resultLine(result: Result): string {
  const [what = "", gate = "", found = "", middle = "", least = "", , verdict = ""] = cells(result);
  const columns = [found.padStart(10), gate.padEnd(22), middle.padStart(7), least.padStart(7)];
  return `${verdict.padEnd(5)} ${columns.join("  ")}  ${what}`;
}

/** What stands above {@link resultLine}. */
export function headLine(): string {
  const columns = [
    "measured".padStart(10),
    "gate".padEnd(22),
    "median".padStart(7),
    "min".padStart(7),
  ];
  return `      ${columns.join("  ")}  what (times in ms)`;
}

/** How many of the rows that share a gate the Markdown table shows one by one. */
const SHOWN = 3;

/** The results as Markdown; of the rows that share a gate the worst, and the rest in one line. */
export function markdownTable(results: readonly Result[], around: Surroundings): string {
  const grouped = results.filter(({ grouped }) => grouped).toSorted((a, b) => b.used - a.used);
  const [next] = grouped.slice(SHOWN);
  const left = grouped.length - SHOWN;
  const rest = next === undefined ? [] : [{
    ...next,
    what: left === 1 ? next.what : `the other ${left} command lines: at most ${next.what}`,
  }];
  const rows = [
    ...results.filter((result) => !result.grouped),
    ...grouped.slice(0, SHOWN),
    ...rest,
  ].map(cells);
  return [
    `| ${HEAD.join(" | ")} |`,
    ALIGN,
    ...rows.map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`),
    "",
    surroundingsText(around),
    "",
  ].join("\n");
}

/** How the figures came about, in a few sentences. */
export function surroundingsText({ cpus, deno, system }: Surroundings): string {
  return [
    `Measured by \`sh scripts/deno task bench\` on ${cpus} processors (${system}), with the runtime of Deno ${deno}.`,
    "Times are those of whole processes. “Empty” is a program that does nothing, compiled the same way;",
    "a ratio is the median of those of single pairs, run in turns in one go.",
    "The predecessor's figure is quoted, not measured here.",
  ].join("\n");
}

function cells(result: Result): readonly string[] {
  const { first, found } = result;
  return [
    result.what,
    result.gate,
    first === null ? found : `${found} (first ${first})`,
    milliseconds(result.median),
    milliseconds(result.minimum),
    result.quoted,
    result.holds === null ? "" : result.holds ? "holds" : "FAILS",
  ];
}

function milliseconds(value: number | null): string {
  return value === null ? "" : value.toFixed(1);
}
