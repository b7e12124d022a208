import { readUserFile } from "../store/read_user_file.ts";
import { GITIGNORE_LINES } from "./catalogue.ts";

const LARGEST = 1_048_576;

/** The line that replaces all of the predecessor's. */
export const GITIGNORE_LINE = ".orchestrator/";

/** Lines of the root's `.gitignore`, as written, that name files of the predecessor. */
export function readGitignore(root: string): readonly string[] {
  const bytes = readUserFile(`${root}/.gitignore`, LARGEST, "regular");
  return bytes === null ? [] : predecessorLines(new TextDecoder().decode(bytes));
}

/** The lines of a `.gitignore` that name files of the predecessor, in its order. */
export function predecessorLines(text: string): readonly string[] {
  const known = new Set(GITIGNORE_LINES.map(bare));
  return text.split(/\r?\n/).filter((line) => known.has(bare(line)));
}

/**
 * The text with the predecessor's lines replaced by the one of ours, which stands where the first of
 * them stood. Every other line stays as it is, with its line end.
 */
export function replacePredecessorLines(text: string): string {
  const known = new Set(GITIGNORE_LINES.map(bare));
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const has = lines.some((line) => bare(line) === bare(GITIGNORE_LINE));
  let placed = has;
  return lines.map((line) => {
    if (!known.has(bare(line))) return line;
    if (placed) return "";
    placed = true;
    return GITIGNORE_LINE + (line.endsWith("\r\n") ? "\r\n" : "\n");
  }).join("");
}

/** A pattern without what does not change which of our names it fits. */
function bare(line: string): string {
  return line.trim().replace(/^\//, "").replace(/\/$/, "");
}
