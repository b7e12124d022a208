import type { FileEntry } from "./config_file.ts";

/** `key: value` in the first column, without anything that YAML would read in another way. */
const ENTRY =
  /^([a-z][a-z_]*(?:\.[a-z][a-z_]*)*): +([A-Za-z0-9_/](?:[A-Za-z0-9_./@+-]*[A-Za-z0-9_/])?)(?: +#.*)? *$/;

const BLANK = /^ *(?:#.*)?$/;

/** What YAML takes for no value, and numbers that may be too large for it. */
const SPECIAL = /^(?:null|Null|NULL|[\d.]+[eE][\d+-]+)$/;

/**
 * Reads a configuration file that consists of nothing but comments and lines `key: value`, as
 * `config set` makes it: a YAML parser would take a seventh of the time of a whole command.
 *
 * @returns null for any other file, which may be a good one.
 */
export function readPlainLines(text: string): readonly FileEntry[] | null {
  const entries: FileEntry[] = [];
  const seen = new Set<string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (BLANK.test(line)) {
      if (isPrintable(line)) continue;
      return null;
    }
    const [, key = "", written = ""] = ENTRY.exec(line) ?? [];
    if (key === "" || seen.has(key) || SPECIAL.test(written) || !isPrintable(line)) return null;
    seen.add(key);
    entries.push({ key, written, line: index + 1, column: 1 });
  }
  return entries;
}

/** Control characters are for the parser to judge, also those in comments. */
function isPrintable(line: string): boolean {
  return /^[ -~]*$/.test(line);
}
