import type { CommandEntry } from "../command_entry.ts";

/** The commands that take over what the predecessor left. */
export const MIGRATE_COMMANDS: readonly CommandEntry[] = [
  {
    path: "migrate",
    brief: "take over the state of the predecessor",
    details: [
      "Finds everything that the Python workflow-orchestrator left in the repository and moves it into .orchestrator/, in one step: workflows become sessions that go on where they stood, and the originals lie in a backup.",
      "--dry-run shows what would become of each file and changes nothing. --rollback puts every original back; the sessions stay, with all progress. `orchestrator help migrate` explains the whole.",
      "--move-secrets opens .secrets.enc (with SECRETS_PASSWORD, --password-file, or a password that is typed) and files of sops. Without it they are copied and stay where they are.",
      "On a terminal it asks before it begins, and about each file that nobody knows; elsewhere it just does it, because it can be undone.",
    ],
    positionals: [{ name: "ID", brief: "which migration --rollback undoes", optional: true }],
    flags: [
      { name: "dry-run", kind: "switch", brief: "show what would be done and change nothing" },
      {
        name: "rollback",
        kind: "switch",
        brief: "put the originals of the last migration, or of ID, back",
      },
      { name: "list", kind: "switch", brief: "show the migrations that were done here" },
      {
        name: "report",
        kind: "value",
        placeholder: "FILE",
        brief: "write a report: Markdown for FILE.md, else JSON",
      },
      {
        name: "include-custom",
        kind: "switch",
        brief: "take along .workflow_* files that nobody knows",
      },
      { name: "ignore-custom", kind: "switch", brief: "leave them, and do not ask" },
      {
        name: "force-from-old",
        kind: "switch",
        brief: "where both are there, the predecessor's file wins",
      },
      {
        name: "force-from-new",
        kind: "switch",
        brief: "where both are there, the contained file wins (default)",
      },
      {
        name: "move-secrets",
        kind: "switch",
        brief: "take the secrets of its files into the vault; the files go to the backup",
      },
      {
        name: "password-file",
        kind: "value",
        placeholder: "F",
        brief: "take the password of .secrets.enc from a file",
      },
      {
        name: "fix-gitignore",
        kind: "switch",
        brief: "replace the predecessor's lines of .gitignore by one",
      },
      {
        name: "auto-rollback",
        kind: "switch",
        brief: "read the sessions back, and roll back if one is not whole",
      },
      {
        name: "to-contained",
        kind: "switch",
        brief: "the only direction there is; for scripts that name it",
      },
      { name: "yes", short: "y", kind: "switch", brief: "do not ask" },
    ],
    effect: {
      writes: ["what its plan lists", "with --move-secrets, your configuration: vault.key"],
    },
    examples: [
      ["orchestrator migrate --dry-run", "look first"],
      ["orchestrator migrate", "do it"],
      ["orchestrator migrate --rollback", "go back"],
    ],
    load: () => import("../commands/migrate.ts"),
  },
  {
    path: "import-legacy",
    brief: "take over copies from a repository of the predecessor elsewhere",
    details: [
      "Reads what the predecessor left in the repository at PATH and makes sessions of it here. Nothing is changed there. What is here already is not taken twice.",
      "PATH may also be a .tar, .tar.gz or .tar.zst of the repository, as tar makes it. Only what can be taken over is unpacked, below .orchestrator/tmp/, and removed at the end.",
    ],
    positionals: [{
      name: "PATH",
      brief: "the other repository: a directory, or an archive of it",
    }],
    flags: [
      { name: "dry-run", kind: "switch", brief: "show what would be done and change nothing" },
      {
        name: "report",
        kind: "value",
        placeholder: "FILE",
        brief: "write a report: Markdown for FILE.md, else JSON",
      },
    ],
    effect: { writes: ["the file of --report"] },
    examples: [["orchestrator import-legacy ../old --dry-run", "look first"]],
    load: () => import("../commands/import_legacy.ts"),
  },
];
