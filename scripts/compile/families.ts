import { COMMAND_TABLE } from "../../src/cli/command_table.ts";
import type { CommandEntry } from "../../src/cli/command_entry.ts";

/** Commands that share most of what they do, and so one script. */
export interface Family {
  readonly name: string;
  readonly entries: readonly CommandEntry[];
}

/** The paths of each family: what a person or an agent types again and again in one workflow. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  look: ["status"],
  work: ["complete", "skip", "approve-item", "approve", "advance", "finish"],
};

/**
 * The families of the program.
 *
 * @throws {RangeError} A path names no command, or another command begins with the same words: what
 * chooses the script sees no more than the first two words of a command line.
 */
export function families(table: readonly CommandEntry[] = COMMAND_TABLE): readonly Family[] {
  return Object.entries(PATHS).map(([name, paths]) => ({
    name,
    entries: paths.map((path) => entryOf(path, table)),
  }));
}

function entryOf(path: string, table: readonly CommandEntry[]): CommandEntry {
  const entry = table.find((candidate) => candidate.path === path);
  if (entry === undefined) throw new RangeError(`There is no command "${path}"`);
  const names = table.flatMap((other) => [other.path, ...(other.aliases ?? [])]);
  if (path.split(" ").length > 2 || names.some((other) => other.startsWith(`${path} `))) {
    throw new RangeError(`The command "${path}" cannot be told by two words`);
  }
  return entry;
}
