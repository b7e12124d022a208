import { COMMAND_TABLE } from "../../src/cli/command_table.ts";
import type { CommandEntry } from "../../src/cli/command_entry.ts";
import type { Comparison } from "../support/disk_snapshot.ts";
import { HOUSE_FILES, PROMISED_WRITES } from "./promised_writes.ts";

/** The command that some words call: of those whose words they begin with, the longest. */
export function commandOf(words: readonly string[]): CommandEntry {
  const line = `${words.join(" ")} `;
  const fitting = COMMAND_TABLE
    .filter(({ path, aliases = [] }) =>
      [path, ...aliases].some((name) => line.startsWith(`${name} `))
    )
    .sort((a, b) => b.path.length - a.path.length);
  const [entry] = fitting;
  if (entry === undefined) throw new Error(`No command: ${line}`);
  return entry;
}

/** With these `doctor` writes. */
const DOCTOR_WRITES = ["--fix", "--probe", "--restore"];

/** Whether a call leaves the state alone: the command reads, or its words leave out what makes it write. */
export function onlyReads(words: readonly string[]): boolean {
  const { effect, path } = commandOf(words);
  return "reads" in effect || words.includes("--dry-run") ||
    (path === "doctor" && !DOCTOR_WRITES.some((flag) => words.includes(flag))) ||
    (path === "init" && words.includes("--list-templates")) ||
    (path === "migrate" && words.includes("--list")) ||
    (path === "checkpoints" && !words.includes("--cleanup")) ||
    (path === "session gc" && !words.includes("--yes")) ||
    (path === "generate-md" && words.includes("--stdout")) ||
    (path === "learn" && words.includes("--no-save")) ||
    (path === "session export-state" && words.length === 2);
}

/** The directory of the system for temporary files: what is left in it counts, that it was used does not. */
const SCRATCH = /^tmp$/;

/** What a call may do to the disk, as `differences` takes it. */
export function allowedBy(words: readonly string[]): Comparison {
  const { effect, path } = commandOf(words);
  const promised = PROMISED_WRITES[path] ?? [];
  if (!onlyReads(words)) return { strict: false, except: [HOUSE_FILES, ...promised] };
  const named = "reads" in effect && effect.output ? promised : [];
  return { strict: true, except: [SCRATCH, ...named] };
}
