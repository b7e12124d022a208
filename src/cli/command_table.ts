import type { CommandEntry } from "./command_entry.ts";
import { type CommandGroup, isBelow } from "./command_syntax.ts";
import { CONFIG_COMMANDS } from "./table/config.ts";
import { CHECKPOINT_COMMANDS } from "./table/checkpoint.ts";
import { HOUSE_COMMANDS } from "./table/house.ts";
import { MIGRATE_COMMANDS } from "./table/migrate.ts";
import { REDACT_COMMANDS } from "./table/redact.ts";
import { REPORT_COMMANDS } from "./table/report.ts";
import { SECRETS_COMMANDS } from "./table/secrets.ts";
import { SESSION_COMMANDS } from "./table/session.ts";
import { SNAPSHOT_COMMANDS } from "./table/snapshot.ts";
import { TRASH_COMMANDS } from "./table/trash.ts";
import { TRUST_COMMANDS } from "./table/trust.ts";
import { SHELL_COMMANDS } from "./table/shell.ts";
import { UNINSTALL_COMMANDS } from "./table/uninstall.ts";
import { WORKFLOW_COMMANDS } from "./table/workflow.ts";

/** Every command of the program, in the order of help. */
export const COMMAND_GROUPS: readonly CommandGroup<CommandEntry>[] = [
  { title: "Workflow", entries: WORKFLOW_COMMANDS },
  { title: "Coming back and going back", entries: CHECKPOINT_COMMANDS },
  { title: "Sessions", entries: [...SESSION_COMMANDS, ...TRASH_COMMANDS, ...REDACT_COMMANDS] },
  { title: "Trust", entries: TRUST_COMMANDS },
  { title: "Secrets", entries: SECRETS_COMMANDS },
  { title: "Configuration", entries: CONFIG_COMMANDS },
  { title: "Repository", entries: [...HOUSE_COMMANDS, ...UNINSTALL_COMMANDS] },
  { title: "Migration", entries: MIGRATE_COMMANDS },
  { title: "Snapshots", entries: SNAPSHOT_COMMANDS },
  { title: "Shells", entries: SHELL_COMMANDS },
  { title: "Reports", entries: REPORT_COMMANDS },
];

/** The same without groups. */
export const COMMAND_TABLE: readonly CommandEntry[] = COMMAND_GROUPS.flatMap((group) =>
  group.entries
);

/** The command with exactly this path or alias. */
export function findCommand(path: string): CommandEntry | undefined {
  return COMMAND_TABLE.find((entry) => entry.path === path || entry.aliases?.includes(path));
}

/** The commands below a word such as `session`, or below one that only aliases begin with. */
export function commandsOf(word: string): readonly CommandEntry[] {
  return COMMAND_TABLE.filter((entry) => isBelow(entry, word));
}
