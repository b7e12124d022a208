import type { KnownValues } from "../../scrub/known_values.ts";
import { scrubText } from "../../scrub/scrub_text.ts";
import { escapeLine } from "../escape.ts";

/** Characters that mean something wherever they stand in a line of Markdown. */
const SPECIAL = /[\\`*[\]<>|~&]/g;

/** An underscore inside of a word, as ids have it, means nothing. */
const EDGE_UNDERSCORE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** How text that is not ours becomes Markdown. */
export interface Markdown {
  /**
   * For one line of a file: without secrets, controls visible, and with nothing in it that Markdown
   * would obey.
   */
  readonly line: (text: string) => string;
  /** The same for several lines inside a list item: each goes on where the item began. */
  readonly block: (text: string, indent: string) => string;
}

/** Makes Markdown, without the known values and what looks like a secret. */
export function markdownWithout(known: KnownValues | null): Markdown {
  const line = (text: string): string =>
    escapeLine(scrubText(text, known))
      .replace(SPECIAL, "\\$&")
      .replace(EDGE_UNDERSCORE, "\\_")
      .replace(/^(\s*)([#+=-])/, "$1\\$2")
      .replace(/^(\s*\d+)([.)])(?=\s|$)/, "$1\\$2");
  return {
    line,
    block: (text, indent) => {
      // A secret may span lines, so they are cut only once it is out.
      const lines = scrubText(text, known).split(/\r?\n/).filter((one) => one.trim() !== "");
      return lines.map((one) => line(one.trim())).join(`\\\n${indent}`);
    },
  };
}
