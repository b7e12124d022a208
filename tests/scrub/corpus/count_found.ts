import { findLikelySecrets } from "../../../src/scrub/find_likely_secrets.ts";
import { SecretScanner } from "../../../src/scrub/secret_scanner.ts";
import { ordinaryLines } from "./ordinary_lines.ts";
import type { Random } from "./random.ts";

/** Lines that are handed over at once. */
const BLOCK = 10_000;

/** In how many of so many ordinary lines the scanner of exports finds something. */
export function countTakenForSecrets(random: Random, count: number): number {
  let found = 0;
  let lines: string[] = [];
  for (const line of ordinaryLines(random, count)) {
    lines.push(line);
    if (lines.length === BLOCK) {
      found += foundIn(lines);
      lines = [];
    }
  }
  return found + foundIn(lines);
}

/** In how many of these lines it finds something. */
export function foundIn(lines: readonly string[]): number {
  const scanner = new SecretScanner(null);
  scanner.push(new TextEncoder().encode(`${lines.join("\n")}\n`));
  return new Set(scanner.end().map(({ line }) => line)).size;
}

/** In how many of so many ordinary lines something is found that is no more than likely to be a secret. */
export function countLikely(random: Random, count: number): number {
  let found = 0;
  for (const line of ordinaryLines(random, count)) {
    if (findLikelySecrets(line).length > 0) found++;
  }
  return found;
}
