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

/** A pattern without what does not change which of our names it fits. */
function bare(line: string): string {
  return line.trim().replace(/^\//, "").replace(/\/$/, "");
}
