/** The value that half of `numbers` do not exceed: the mean of the middle two of an even count. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted(ascending);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  if (low === undefined || high === undefined) throw new RangeError("There is nothing to measure");
  return (low + high) / 2;
}

/** The smallest of `numbers` that a `share` of them (0 to 1) does not exceed: the nearest rank. */
export function percentile(numbers: readonly number[], share: number): number {
  const found = numbers.toSorted(ascending)[Math.max(0, Math.ceil(share * numbers.length) - 1)];
  if (found === undefined) throw new RangeError("There is nothing to measure");
  return found;
}

/** The smallest of `numbers`. */
export function minimum(numbers: readonly number[]): number {
  return percentile(numbers, 0);
}

function ascending(a: number, b: number): number {
  return a - b;
}
