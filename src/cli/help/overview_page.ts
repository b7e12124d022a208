import type { CommandEntry } from "../command_entry.ts";
import { GLOBAL_FLAGS } from "../global_flags.ts";
import { HOUSE_COMMANDS } from "../table/house.ts";
import { SESSION_COMMANDS } from "../table/session.ts";
import { WORKFLOW_COMMANDS } from "../table/workflow.ts";
import { columns } from "./layout.ts";

/** The page of `orchestrator help`. */
export function overviewPage(): string {
  const flags = GLOBAL_FLAGS.map(({ name, short, placeholder, brief }) =>
    [
      `${short === undefined ? "   " : `-${short},`} --${name}${
        placeholder === undefined ? "" : ` ${placeholder}`
      }`,
      brief,
    ] as const
  );
  return [
    "orchestrator - remembers where an agent's workflow stands, and what comes next",
    "",
    "Usage: orchestrator COMMAND [arguments] [flags]",
    group("Workflow", WORKFLOW_COMMANDS),
    group("Sessions", SESSION_COMMANDS),
    group("Repository and trust", HOUSE_COMMANDS),
    `\nFlags of every command:\n${columns(flags)}`,
    "",
    "orchestrator help COMMAND shows one command, help agents a page for agents,",
    "help exit-codes what the exit codes mean.",
    "",
  ].join("\n");
}

function group(title: string, entries: readonly CommandEntry[]): string {
  return `\n${title}:\n${columns(entries.map(({ path, brief }) => [path, brief]))}`;
}
