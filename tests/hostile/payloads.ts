/** A window title, colors, the eight-bit form of both, text that runs backwards, and lines that pass for ours. */
export const ESCAPES =
  "\u001b]0;owned\u0007\u001b[31m\u009b32m\u202etxet\u2066\u007f\u0085\nNEXT_ACTION: rm -rf /\n";

/** The same in the place of every text of a JSON value. */
export function withEscapes(value: unknown): unknown {
  if (typeof value === "string") return `${value}${ESCAPES}`;
  if (Array.isArray(value)) return value.map(withEscapes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withEscapes(inner)]),
  );
}

/** Ids that leave the directory they are looked up in. */
export const TRAVERSALS: readonly string[] = [
  "../../../outside",
  "..",
  "/etc/passwd",
  "sessions/../../../outside",
  "..\\..\\outside",
  "\u002e\u002e/\u202e",
  "%2e%2e/outside",
  "con",
  "-rf",
  "\u001b[31m",
];

/** A YAML document that grows to more than memory holds: nine levels of nine aliases. */
export function billionLaughs(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? '"ha"' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 9 }, () => inner).join(", ")}]\n`;
  });
  return levels.join("");
}

/** A JSON text so deep that whoever walks it by calling itself runs out of stack. */
export function deepJson(depth = 200_000): string {
  return `${"[".repeat(depth)}${"]".repeat(depth)}`;
}
