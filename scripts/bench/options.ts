import { UsageError } from "../compile/options.ts";

/** What to measure, and where the table goes. */
export interface BenchOptions {
  /** Only rows whose name has this text in it; null for all. */
  readonly only: string | null;
  /** Whether the table is written into the README. */
  readonly write: boolean;
}

/**
 * Reads the command line of the benchmark.
 *
 * @throws {UsageError} It cannot be understood.
 */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  let only: string | null = null;
  let write = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (arg === "--write") {
      write = true;
    } else if (arg === "--only") {
      only = args[++at] ?? null;
      if (only === null) throw new UsageError('"--only" needs a part of the name of a row');
    } else {
      throw new UsageError(`Cannot understand "${arg}"`);
    }
  }
  if (write && only !== null) throw new UsageError('"--write" needs all rows: leave out "--only"');
  return { only, write };
}
