import fc from "fast-check";

/** A line of a configuration file that nothing has to do with the key in question. */
const otherLine = fc.oneof(
  fc.constantFrom(
    "",
    "# a comment",
    "   # an indented comment  ",
    "other: value",
    "other2: 'single ''quoted'''",
    'other3: "double \\u0041 quoted"   # with a comment',
    "list:\n  - a   # first\n  - 'b'",
    "flow: {a: 1, b: [x, y]}",
    "block: |\n  some text\n    and more  \n\n  end",
    "folded: >-\n  some\n  text",
    "anchor: &a value",
    "tagged: !!str 5",
    "? explicit\n: pair",
    "trailing: spaces   ",
    "tab: a\tb",
    "unicode: \u00e9\u{1f600}",
  ),
  fc.stringMatching(/^# [ -~]{0,20}$/),
  // A number that is too large cannot be read: "1e310".
  fc.tuple(
    fc.stringMatching(/^x[a-z]{1,6}$/),
    fc.stringMatching(/^[a-z0-9]{1,8}$/).filter((value) => Number(value) !== Infinity),
  )
    .map(([key, value]) => `${key}: ${value}`),
);

/** Lines around a place, without two of one key, and what ends them. */
export const surroundings = fc.record({
  before: fc.array(otherLine, { maxLength: 6 }),
  after: fc.array(otherLine, { maxLength: 6 }),
  newline: fc.constantFrom("\n", "\r\n"),
  mark: fc.boolean(),
  final: fc.boolean(),
}).map(({ before, after, newline, mark, final }) => {
  const seen = new Set<string>();
  const isNew = (line: string): boolean => {
    const key = /^\??\s*([a-z0-9]+)/.exec(line)?.[1];
    if (key === undefined || line.startsWith("#")) return true;
    const known = seen.has(key);
    seen.add(key);
    return !known;
  };
  const text = (lines: readonly string[]): string =>
    lines.filter(isNew).map((line) => `${line.replaceAll("\n", newline)}${newline}`).join("");
  return { before: `${mark ? "\uFEFF" : ""}${text(before)}`, after: text(after), newline, final };
});
