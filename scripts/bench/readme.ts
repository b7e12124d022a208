const START = "<!-- bench:start -->";
const END = "<!-- bench:end -->";

/**
 * The text of a README with `table` between its two markers, in place of what was there.
 *
 * @throws {RangeError} The markers are missing or in the wrong order.
 */
export function replaceTable(readme: string, table: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start === -1 || end < start) {
    throw new RangeError(`Cannot write the table: it goes between "${START}" and "${END}"`);
  }
  return `${readme.slice(0, start + START.length)}\n\n${table.trim()}\n\n${readme.slice(end)}`;
}
