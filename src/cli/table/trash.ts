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
  {
    path: "session gc",
    aliases: ["workflow cleanup"],
    brief: "move sessions that ended long ago to the trash",
    details: [
      "Says what would go to the trash; --yes does it. A session goes only if it has ended, is current in no tree, and was left alone for 30 days both by its own record and by the times of its files. One that another process works on stays.",
      "The trash itself is never emptied: remove .orchestrator/trash by hand when you need the space.",
    ],
    positionals: [],
    flags: [
      { name: "yes", short: "y", kind: "switch", brief: "do it" },
      { name: "dry-run", kind: "switch", brief: "only say what would go, also with --yes" },
      {
        name: "older-than",
        kind: "value",
        placeholder: "DAYS",
        brief: "left alone for so many days (30)",
      },
      {
        name: "status",
        kind: "value",
        placeholder: "STATUS",
        brief: "completed, abandoned or all (all)",
      },
    ],
    effect: { writes: [] },
    examples: [
      ["orchestrator session gc", "what would go"],
      ["orchestrator session gc --older-than 90 --yes", "move what is older than 90 days"],
    ],
    load: () => import("../commands/session_gc.ts"),
  },
  {
    path: "session export-state",
    brief: "write the state of a session for the predecessor",
    details: [
      "Writes state.json in the shape that the predecessor reads, so that it can go on from here: to FILE, or to stdout without FILE or with -. The session itself stays as it is, and what the predecessor does from then on is not seen here.",
      "An existing FILE is replaced only with --force; a copy of it is kept.",
    ],
    positionals: [{ name: "FILE", brief: "where to write it; stdout if left out", optional: true }],
    flags: [{ name: "force", short: "f", kind: "switch", brief: "replace FILE if it exists" }],
    effect: { writes: ["the file named"] },
    examples: [["orchestrator session export-state .workflow_state.json", "for the predecessor"]],
    load: () => import("../commands/session_export_state.ts"),
  },
];
