import type { CommandEntry } from "../command_entry.ts";

const READS = { reads: true } as const;

const SESSION = {
  name: "ID",
  completes: "session",
  brief: "id, former id or unique prefix; @ is the current session, - the previous one",
} as const;

/** The commands that look at sessions and choose between them. */
export const SESSION_COMMANDS: readonly CommandEntry[] = [
  {
    path: "session list",
    aliases: ["workflow list"],
    brief: "list the sessions of this repository",
    details: [
      "Newest first; the current session of this tree is marked with *.",
      "--trash lists what was deleted instead, with the command that brings it back.",
    ],
    positionals: [],
    flags: [{ name: "trash", kind: "switch", brief: "list what was deleted" }],
    effect: READS,
    examples: [
      ["orchestrator session list", "all sessions"],
      ["orchestrator session list --trash", "what can be restored"],
    ],
    load: () => import("../commands/session_list.ts"),
  },
  {
    path: "session show",
    aliases: ["workflow info"],
    brief: "show one session",
    details: ["Without ID: the session that other commands would work on."],
    positionals: [{ ...SESSION, optional: true }],
    flags: [],
    effect: READS,
    examples: [["orchestrator session show -", "the previous session"]],
    load: () => import("../commands/session_show.ts"),
  },
  {
    path: "session switch",
    aliases: ["workflow switch"],
    brief: "make another session the current one",
    details: [
      "Only this tree is switched: every linked worktree has a current session of its own.",
    ],
    positionals: [SESSION],
    flags: [],
    effect: { writes: [] },
    examples: [["orchestrator session switch -", "back to the previous session"]],
    load: () => import("../commands/session_switch.ts"),
  },
  {
    path: "list",
    brief: "list the workflows of all repositories below a directory",
    details: [
      "Looks in the working directory, or in DIR, and so many levels below it. Links are not followed, .git and node_modules not entered, nor other devices. What cannot be read is named on stderr.",
    ],
    positionals: [],
    flags: [
      { name: "search", short: "s", kind: "value", placeholder: "DIR", brief: "where to look" },
      { name: "depth", short: "d", kind: "value", placeholder: "N", brief: "levels below (3)" },
      { name: "active-only", kind: "switch", brief: "only those that are active" },
    ],
    effect: READS,
    examples: [["orchestrator list --search ~/src --active-only", "what is going on"]],
    load: () => import("../commands/list.ts"),
  },
];
