import {
  GITIGNORE_LINE,
  predecessorLines,
  replacePredecessorLines,
} from "../../migrate/gitignore.ts";
import { readUserFile } from "../../store/read_user_file.ts";
import { atomicWriteFile } from "../../store/write_outside.ts";

/** In bytes. */
const LARGEST = 1_048_576;

/** Replaces the predecessor's lines of a `.gitignore` by ours; returns those that went. */
export function fixGitignore(root: string): readonly string[] {
  const path = `${root}/.gitignore`;
  const bytes = readUserFile(path, LARGEST, "regular");
  if (bytes === null) return [];
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const lines = predecessorLines(text);
  if (lines.length > 0) {
    atomicWriteFile(path, new TextEncoder().encode(replacePredecessorLines(text)));
  }
  return lines;
}

/** What people are told of it. */
export function gitignoreText(lines: readonly string[]): string {
  return lines.length === 0
    ? ".gitignore names no file of the predecessor\n"
    : `✓ Replaced ${lines.length} ${
      lines.length === 1 ? "line" : "lines"
    } of .gitignore by ${GITIGNORE_LINE}\n`;
}
