import { skipSpace, skipString, skipWord } from "./json_members.ts";

/** Deeper values are not looked into: nothing that the predecessor writes comes near. */
const DEEPEST = 500;

/**
 * A JSON text as Python's `json.dumps(value, sort_keys=True)` writes its value: keys sorted by code
 * point, `, ` and `: ` between, everything but printable ASCII escaped, floats as Python spells them.
 * Works from the text, since a parsed value has lost the difference between `1` and `1.0`.
 *
 * @param drop Keys of the outermost object that are left out.
 * @returns null when the text is nested too deeply. It must be valid JSON.
 */
export function pythonJson(text: string, drop: ReadonlySet<string> = new Set()): string | null {
  try {
    return readValue({ text, at: skipSpace(text, 0) }, drop, 0);
  } catch (error) {
    if (error instanceof TooDeep) return null;
    throw error;
  }
}

class TooDeep extends Error {}

interface Cursor {
  readonly text: string;
  at: number;
}

const NOTHING: ReadonlySet<string> = new Set();

function readValue(cursor: Cursor, drop: ReadonlySet<string>, depth: number): string {
  if (depth > DEEPEST) throw new TooDeep();
  const first = cursor.text[cursor.at];
  if (first === "{") return readObject(cursor, drop, depth);
  if (first === "[") return readArray(cursor, depth);
  if (first === '"') return pythonString(readString(cursor));
  const end = skipWord(cursor.text, cursor.at);
  const word = cursor.text.slice(cursor.at, end);
  cursor.at = end;
  return /^[-0-9]/.test(word) ? pythonNumber(word) : word;
}

function readObject(cursor: Cursor, drop: ReadonlySet<string>, depth: number): string {
  const values = new Map<string, string>();
  advance(cursor);
  while (cursor.text[cursor.at] === '"') {
    const key = readString(cursor);
    cursor.at = skipSpace(cursor.text, cursor.at);
    advance(cursor);
    const value = readValue(cursor, NOTHING, depth + 1);
    if (!drop.has(key)) values.set(key, value);
    cursor.at = skipSpace(cursor.text, cursor.at);
    if (cursor.text[cursor.at] === ",") advance(cursor);
  }
  cursor.at++;
  const sorted = Array.from(values).sort(([a], [b]) => compareCodePoints(a, b));
  return `{${sorted.map(([key, value]) => `${pythonString(key)}: ${value}`).join(", ")}}`;
}

function readArray(cursor: Cursor, depth: number): string {
  const values: string[] = [];
  advance(cursor);
  while (cursor.at < cursor.text.length && cursor.text[cursor.at] !== "]") {
    values.push(readValue(cursor, NOTHING, depth + 1));
    cursor.at = skipSpace(cursor.text, cursor.at);
    if (cursor.text[cursor.at] === ",") advance(cursor);
  }
  cursor.at++;
  return `[${values.join(", ")}]`;
}

function readString(cursor: Cursor): string {
  const end = skipString(cursor.text, cursor.at);
  const value: string = JSON.parse(cursor.text.slice(cursor.at, end));
  cursor.at = end;
  return value;
}

function advance(cursor: Cursor): void {
  cursor.at = skipSpace(cursor.text, cursor.at + 1);
}

/** By code point, where JavaScript compares halves of a surrogate pair. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function pythonString(value: string): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** An integer keeps its digits, a float is spelled as Python's `repr` does. */
function pythonNumber(token: string): string {
  if (!/[.eE]/.test(token)) return token === "-0" ? "0" : token;
  const value = Number(token);
  if (!Number.isFinite(value)) return value < 0 ? "-Infinity" : "Infinity";
  const [mantissa = "", exponentText = "0"] = Math.abs(value).toExponential().split("e");
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const exponent = Number(exponentText);
  const digits = mantissa.replace(".", "");
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length === 1 ? "" : `.${digits.slice(1)}`;
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}
