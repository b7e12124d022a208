import { joinPath } from "../process/path.ts";
import { readText } from "./read_text.ts";

const LIMIT = 1_048_576;

/**
 * The values of a repository's own configuration: `section.key` or `section.subsection.key`, section
 * and key in lower case; the last value of a key wins. Includes are not followed.
 */
export type GitConfig = ReadonlyMap<string, string>;

/**
 * Reads `config` and `config.worktree` of a common git directory. A file that is missing or is not in
 * git's format adds nothing: git itself would stop there.
 */
export function readGitConfig(commonDirectory: string): GitConfig {
  const values = new Map<string, string>();
  for (const name of ["config", "config.worktree"]) {
    const text = readText(joinPath(commonDirectory, name), LIMIT);
    for (const [key, value] of parseGitConfig(text ?? "")) values.set(key, value);
  }
  return values;
}

/** Whether a value of git's boolean type is true. */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(true|yes|on|[1-9][0-9]*)$/i.test(value);
}

/** Parses the syntax of git-config(1), section "Syntax", without includes. */
export function parseGitConfig(text: string): GitConfig {
  const values = new Map<string, string>();
  let section = "";
  for (const line of text.replaceAll(/\\\r?\n/g, "").split("\n")) {
    const header = /^\s*\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (header !== null) {
      const subsection = header[2]?.replaceAll(/\\(.)/g, "$1");
      section = (header[1] ?? "").toLowerCase() +
        (subsection === undefined ? "" : `.${subsection}`);
    }
    const rest = line.slice(header?.[0].length ?? 0);
    const entry = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*(?:=(.*))?$/s.exec(rest);
    if (entry === null || section === "") continue;
    // A key without "=" is git's short form of true.
    const value = entry[2] === undefined ? "true" : parseValue(entry[2]);
    values.set(`${section}.${(entry[1] ?? "").toLowerCase()}`, value);
  }
  return values;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([["n", "\n"], ["t", "\t"], ["b", "\b"]]);

/** A value: quotes and escapes taken away, comment and surrounding white space left out. */
function parseValue(raw: string): string {
  let value = "";
  let end = 0;
  let quoted = false;
  for (const part of raw.trim().match(/\\.|[^\\]/gs) ?? []) {
    if (part === '"') quoted = !quoted;
    else if (!quoted && (part === "#" || part === ";")) break;
    else value += part.length > 1 ? ESCAPES.get(part.charAt(1)) ?? part.charAt(1) : part;
    if (quoted || !/\s/.test(part)) end = value.length;
  }
  return value.slice(0, end);
}
