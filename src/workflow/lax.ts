const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...["yes", "y", "on", "true", "t", "1"].map((word) => [word, true] as const),
  ...["no", "n", "off", "false", "f", "0"].map((word) => [word, false] as const),
]);

/**
 * Reads a boolean as the predecessor does: also `yes no on off y n t f true false 1 0` in any case,
 * and the numbers 1 and 0. Anything else comes back as it is.
 */
export function laxBoolean<T>(value: T): T | boolean {
  if (typeof value === "string") return WORDS.get(value.toLowerCase()) ?? value;
  if (value === 1) return true;
  if (value === 0) return false;
  return value;
}

/** Reads an integer as the predecessor does: also a string of digits. Anything else comes back. */
export function laxInteger<T>(value: T): T | number {
  if (typeof value !== "string" || !/^\s*[-+]?[0-9]+\s*$/.test(value)) return value;
  const number = Number(value);
  // No negative zero: it would not survive JSON.
  return Number.isSafeInteger(number) ? number + 0 : value;
}
