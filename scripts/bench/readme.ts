/**
 * The text of a README with `table` between the two markers of a block, in place of what was there.
 *
 * @param block The name in the markers: `<!-- bench:start -->`.
 * @throws {RangeError} The markers are missing or in the wrong order.
 */
export function replaceTable(readme: string, table: string, block = "bench"): string {
  const [startMark, endMark] = [`<!-- ${block}:start -->`, `<!-- ${block}:end -->`];
  const start = readme.indexOf(startMark);
  const end = readme.indexOf(endMark);
  if (start === -1 || end < start) {
    throw new RangeError(`Cannot write the table: it goes between "${startMark}" and "${endMark}"`);
  }
  return `${readme.slice(0, start + startMark.length)}\n\n${table.trim()}\n\n${readme.slice(end)}`;
}
