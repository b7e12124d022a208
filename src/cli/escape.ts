/**
 * Everything that could move a cursor, hide or reorder text: C0 and C1 controls, line and paragraph
 * separators, bidirectional controls (UAX #9) and the invisible tag characters.
 */
const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;

/** Controls that a JSON document may carry literally; written as `\uXXXX` they mean the same. */
const JSON_CONTROLS = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text that is not ours, on one line: controls, line ends among them, become visible escapes. */
export function escapeLine(text: string): string {
  return isPlain(text) ? text : text.replace(CONTROLS, visible);
}

/**
 * Text of several lines that is not ours: each line escaped and indented, so that none can pass for a
 * line of ours. `indent` must not be empty.
 */
export function escapeBlock(text: string, indent: string): string {
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  return lines.map((line) => indent + escapeLine(line)).join("\n");
}

/** JSON text of a value, one line, without anything that a terminal would obey. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value).replace(
    JSON_CONTROLS,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Compiling the expression takes longer than most commands have for all of their output. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit > 0x7e) return false;
  }
  return true;
}

function visible(control: string): string {
  const point = control.codePointAt(0) ?? 0;
  if (point === 0x0a) return "\\n";
  if (point === 0x0d) return "\\r";
  if (point === 0x09) return "\\t";
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, "0")}`;
  return point > 0xffff
    ? `\\u{${point.toString(16)}}`
    : `\\u${point.toString(16).padStart(4, "0")}`;
}
