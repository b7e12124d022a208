import { problemOfName } from "../workflow/secret_name.ts";
import type { FlatSecrets } from "./flat_secrets.ts";

/** What was read of a `.env` file. */
export interface DotenvContent extends FlatSecrets {
  /** Lines, from 1, that are no assignment. */
  readonly wrongLines: readonly number[];
}

const NAME = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*=[ \t]*/;

/**
 * Reads a `.env` file: `NAME=value` lines with an optional `export`, comments, values in single quotes
 * as they are, in double quotes with `\\n \\r \\t \\" \\\\ \\$`, both over several lines. Variables in values are
 * not expanded. The last value of a name wins.
 */
export function parseDotenv(text: string): DotenvContent {
  const found = new Map<string, string>();
  const refused: string[] = [];
  const wrongLines: number[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const current = text.slice(at, end);
    const head = NAME.exec(current);
    if (head === null) {
      if (!/^[ \t]*(#|\r?$)/.test(current)) wrongLines.push(line);
      at = end + 1;
      line++;
      continue;
    }
    const value = readValue(text, at + head[0].length);
    if (value === null) wrongLines.push(line);
    else {
      const name = head[1] ?? "";
      if (problemOfName(name) === null) found.set(name, value.text);
      else refused.push(name);
    }
    const next = value === null ? end : lineEnd(text, value.end);
    line += text.slice(at, next + 1).split("\n").length - 1;
    at = next + 1;
  }
  return {
    secrets: Array.from(found, ([name, value]) => ({ name, value })),
    refused,
    wrongLines,
  };
}

/** One assignment of a `.env` file, as POSIX shells and {@link parseDotenv} read it. */
export function dotenvLine(name: string, value: string): string {
  const isPlain = /^[A-Za-z0-9_@%+=:,./-]+$/.test(value);
  return `${name}=${isPlain ? value : `'${value.replaceAll("'", "'\\''")}'`}\n`;
}

interface ReadValue {
  readonly text: string;
  /** Index behind it. */
  readonly end: number;
}

/** Parts in quotes and without, next to each other, as shells join them; null for an open quote. */
function readValue(text: string, start: number): ReadValue | null {
  let at = start;
  let value = "";
  for (;;) {
    const character = text[at];
    if (character === "'") {
      const close = text.indexOf("'", at + 1);
      if (close < 0) return null;
      value += text.slice(at + 1, close);
      at = close + 1;
    } else if (character === '"') {
      const quoted = readDoubleQuoted(text, at + 1);
      if (quoted === null) return null;
      value += quoted.text;
      at = quoted.end;
    } else if (character === "\\" && at > start && (text[at + 1] ?? "\n") !== "\n") {
      value += text[at + 1];
      at += 2;
    } else {
      const bare = readBare(text, at);
      value += bare.text;
      at = bare.end;
      if (bare.stops) return { text: value, end: at };
    }
  }
}

function readBare(text: string, start: number): ReadValue & { readonly stops: boolean } {
  let at = start;
  while (at < text.length && !"\n'\"\\".includes(text[at] ?? "")) {
    // A comment begins after a blank.
    if (text[at] === "#" && (at === start || /[ \t]/.test(text[at - 1] ?? ""))) break;
    at++;
  }
  const next = text[at];
  const stops = next === undefined || next === "\n" || next === "#" ||
    (next === "\\" && at === start);
  if (next === "\\" && at === start) {
    // Outside of quotes a backslash that begins a value is one, as in a path of Windows.
    const end = lineEnd(text, at);
    return { text: text.slice(at, end).trimEnd(), end, stops: true };
  }
  const part = text.slice(start, at);
  return { text: stops ? part.trimEnd() : part, end: at, stops };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function readDoubleQuoted(text: string, start: number): ReadValue | null {
  let value = "";
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === '"') return { text: value, end: at + 1 };
    if (character !== "\\") {
      value += character;
      continue;
    }
    const next = text[++at] ?? "";
    value += ESCAPES[next] ?? ('"\\$`'.includes(next) ? next : `\\${next}`);
  }
  return null;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
