import { EXIT_CODE_ROWS } from "./exit_code_rows.ts";
import { columns } from "./layout.ts";

/** Where a page shows the table of exit codes, alone on its line. */
const EXIT_CODES_LINE = "{{exit codes}}";

/**
 * A page of `topics/` as a terminal shows it: what is below a heading of the second level is indented.
 * The pages use little of Markdown: headings, paragraphs, lists and fenced blocks.
 */
export function topicText(markdown: string): string {
  let indent = "";
  let fenced = false;
  return markdown.split("\n").flatMap((line) => {
    if (line.startsWith("```")) {
      fenced = !fenced;
      return [];
    }
    if (line.startsWith("## ") && !fenced) indent = "  ";
    if (line === EXIT_CODES_LINE) return [exitCodes()];
    if (line === "" || (!fenced && line.startsWith("#"))) return [line.replace(/^#+ /, "")];
    return [fenced ? `${indent}  ${line}` : indent + line];
  }).join("\n");
}

function exitCodes(): string {
  return columns(EXIT_CODE_ROWS.map(([code, text]) => [String(code).padStart(3), text]));
}
