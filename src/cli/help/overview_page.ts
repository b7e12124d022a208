import type { CommandGroup } from "../command_syntax.ts";
import { GLOBAL_FLAGS } from "../table/global.ts";
import { flagRow } from "./command_page.ts";
import { columns } from "./layout.ts";
import { TOPICS } from "./topics.ts";

/** The page of `orchestrator help`. */
export function overviewPage(groups: readonly CommandGroup[]): string {
  return [
    "orchestrator - remembers where an agent's workflow stands, and what comes next",
    "",
    "Usage: orchestrator COMMAND [arguments] [flags]",
    ...groups.map(({ title, entries }) => {
      const shown = entries.filter(({ hidden }) => hidden !== true);
      return `\n${title}:\n${columns(shown.map(({ path, brief }) => [path, brief]))}`;
    }),
    `\nPages of help:\n${columns(TOPICS.map(({ name, brief }) => [`help ${name}`, brief]))}`,
    `\nFlags of every command:\n${columns(GLOBAL_FLAGS.map(flagRow))}`,
    "",
    "orchestrator help COMMAND shows one command.",
    "",
  ].join("\n");
}
