import type { KnownValues } from "../scrub/known_values.ts";
import { scrubJson } from "../scrub/scrub_json.ts";
import { scrubText } from "../scrub/scrub_text.ts";
import type { JsonValue } from "../workflow/json.ts";
import { parseJsonText } from "../workflow/json_text.ts";
import { lineText, logBlocks, newlineOf } from "./log_blocks.ts";

/** What stands before the kind in every redaction. */
const MARK = "[REDACTED:";

/**
 * Takes secrets out of the bytes of a file: of JSON out of its strings, of lines of JSON out of each, of
 * other text as it stands. Bytes in which nothing changed are returned themselves; so is what is no text.
 */
export function scrubBytes(name: string, bytes: Uint8Array, known: KnownValues | null): Uint8Array {
  if (name.endsWith(".jsonl")) {
    return scrubLines(bytes, known);
  }
  const text = textOf(bytes);
  if (text === null) {
    return bytes;
  }
  const scrubbed = name.endsWith(".json") ? scrubDocument(text, known) : scrubText(text, known);
  return scrubbed === text ? bytes : new TextEncoder().encode(scrubbed);
}

/** How many secrets were taken out of these bytes; at least one where they differ. */
export function countRedactions(before: Uint8Array, after: Uint8Array): number {
  if (before === after) {
    return 0;
  }
  const added = countMarks(after) - countMarks(before);
  return Math.max(1, added);
}

function scrubLines(bytes: Uint8Array, known: KnownValues | null): Uint8Array {
  const parts: Uint8Array[] = [];
  let changed = false;
  for (const block of logBlocks(bytes)) {
    for (let from = 0; from < block.bytes.length;) {
      const newline = newlineOf(block, from);
      const to = newline === -1 ? block.bytes.length : newline;
      const line = lineText(block, from, to);
      const scrubbed = line === null ? null : scrubDocument(line, known);
      changed ||= scrubbed !== line;
      const end = newline === -1 ? to : to + 1;
      parts.push(
        scrubbed === null || scrubbed === line
          ? block.bytes.subarray(from, end)
          : withEnd(scrubbed.trimEnd(), newline !== -1),
      );
      from = end;
    }
  }
  return changed ? joinBytes(parts) : bytes;
}

/** The same text if there is no secret in it, else in the same style. */
function scrubDocument(text: string, known: KnownValues | null): string {
  let value: JsonValue;
  try {
    value = parseJsonText(text);
  } catch {
    return scrubText(text, known);
  }
  const scrubbed = scrubJson(value, known);
  if (scrubbed === value) {
    return text;
  }
  const isIndented = text.trimEnd().includes("\n");
  return `${JSON.stringify(scrubbed, null, isIndented ? 2 : 0)}\n`;
}

function withEnd(line: string, ends: boolean): Uint8Array {
  return new TextEncoder().encode(ends ? `${line}\n` : line);
}

/** Puts bytes one behind the other. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function countMarks(bytes: Uint8Array): number {
  let count = 0;
  const first = MARK.charCodeAt(0);
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    const end = at + MARK.length;
    if (new TextDecoder().decode(bytes.subarray(at, end)) === MARK) count++;
  }
  return count;
}
