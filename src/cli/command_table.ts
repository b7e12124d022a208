import type { CommandEntry } from "./command_entry.ts";
import { HOUSE_COMMANDS } from "./table/house.ts";
import { SESSION_COMMANDS } from "./table/session.ts";
import { WORKFLOW_COMMANDS } from "./table/workflow.ts";

/** Every command of the program, in the order of help. */
export const COMMAND_TABLE: readonly CommandEntry[] = [
  ...WORKFLOW_COMMANDS,
  ...SESSION_COMMANDS,
  ...HOUSE_COMMANDS,
];

/** The command with exactly this path or alias. */
export function findCommand(path: string): CommandEntry | undefined {
  return COMMAND_TABLE.find((entry) => entry.path === path || entry.aliases?.includes(path));
}

/** The commands below a group such as `session`, aliases left out. */
export function commandsOf(group: string): readonly CommandEntry[] {
  return COMMAND_TABLE.filter((entry) => entry.path.startsWith(`${group} `));
}
