import { scrubText } from "../../scrub/scrub_text.ts";
import { escapeLine } from "../escape.ts";

/** Characters that mean something wherever they stand in a line of Markdown. */
const SPECIAL = /[\\`*[\]<>|~&]/g;

/** An underscore inside of a word, as ids have it, means nothing. */
const EDGE_UNDERSCORE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/**
 * Text that is not ours, for one line of a Markdown file: without secrets, controls visible, and with
 * nothing in it that Markdown would obey.
 */
export function markdownLine(text: string): string {
  return escapeLine(scrubText(text, null))
    .replace(SPECIAL, "\\$&")
    .replace(EDGE_UNDERSCORE, "\\_")
    .replace(/^(\s*)([#+=-])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, "$1\\$2");
}

/** The same for several lines inside a list item: each goes on where the item began. */
export function markdownBlock(text: string, indent: string): string {
  // A secret may span lines, so they are cut only once it is out.
  const lines = scrubText(text, null).split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.map((line) => markdownLine(line.trim())).join(`\\\n${indent}`);
}
