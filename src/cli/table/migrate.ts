import type { CommandEntry } from "../command_entry.ts";

/** The commands that take over what the predecessor left. */
export const MIGRATE_COMMANDS: readonly CommandEntry[] = [
  {
    path: "migrate",
    brief: "take over the state of the predecessor",
    details: [
      "Finds everything that the Python workflow-orchestrator left in the repository and moves it into .orchestrator/.",
      "--dry-run shows what would become of each file and changes nothing.",
    ],
    positionals: [],
    flags: [
      { name: "dry-run", kind: "switch", brief: "show what would be done" },
    ],
    effect: { writes: ["what its plan lists"] },
    examples: [["orchestrator migrate --dry-run", "look first"]],
    load: () => import("../commands/migrate.ts"),
  },
];
