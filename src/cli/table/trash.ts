import type { CommandEntry } from "../command_entry.ts";

/** The commands that delete sessions and bring them back. */
export const TRASH_COMMANDS: readonly CommandEntry[] = [
  {
    path: "session delete",
    brief: "move a session to the trash",
    details: [
      "The session goes to .orchestrator/trash as it is, and the command that restores it is printed. A tree of which it was the current session has none afterwards.",
      "A session that has not ended is deleted only with --force.",
    ],
    positionals: [{
      name: "ID",
      brief: "id, former id or unique prefix; @ is the current session, - the previous one",
    }],
    flags: [{ name: "force", short: "f", kind: "switch", brief: "even if it has not ended" }],
    effect: { writes: [] },
    examples: [["orchestrator session delete -", "delete the previous session"]],
    load: () => import("../commands/session_delete.ts"),
  },
  {
    path: "session restore",
    brief: "bring back what was deleted",
    details: [
      "Brings a session back from the trash, byte for byte; it becomes the current one again where it was and no other is. Deleted checkpoints come back the same way. What is in the trash: session list --trash.",
      "An entry of the trash whose content is not what was deleted is refused.",
    ],
    positionals: [{ name: "ID", brief: "name in the trash, or id of the deleted session" }],
    flags: [],
    effect: { writes: [] },
    examples: [["orchestrator session restore 261122-x7k2qf", "bring a session back"]],
    load: () => import("../commands/session_restore.ts"),
  },
];
