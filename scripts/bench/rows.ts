import type { RepositoryName } from "./repositories.ts";

/** One command line to measure, as data. */
export interface Row {
  readonly what: string;
  readonly args: readonly string[];
  readonly repository: RepositoryName;
  /** The highest ratio that is allowed: the median of the ratios of single pairs. Null: none. */
  readonly gate: number | null;
  /** What it is divided by: the empty program, or `status` in the small repository. */
  readonly against: "floor" | "status";
  /** How many pairs are measured. */
  readonly pairs: number;
  /** The command changes the repository, which is put back before each run. */
  readonly changes: boolean;
  /** The path in the command table of one of the many rows that share the gate of small commands. */
  readonly command?: string;
  /** What the predecessor took, as others have measured it. */
  readonly quoted?: string;
}

/** The gate of a command that derives no key, runs no program and moves no bulk data. */
const SMALL_COMMAND = 1.8;

/** They ask git which repository this is, and the gate is for commands that run no program. */
const RUN_GIT: readonly string[] = [
  "init",
  "start",
  "doctor",
  "snapshot import",
  "secrets init",
  "secrets set",
  "secrets remove",
  "secrets restore",
  "secrets rotate",
  "secrets import",
  "secrets copy",
  "secrets exec",
];

const SMALL = { repository: "small", against: "floor" } as const;

/** The commands whose speed is promised one by one. */
const PROMISED: readonly Row[] = [
  {
    what: "--version",
    args: ["--version"],
    repository: "fresh",
    gate: 1.1,
    against: "floor",
    pairs: 61,
    changes: false,
  },
  {
    ...SMALL,
    what: "status",
    args: ["status"],
    gate: 1.25,
    pairs: 61,
    changes: false,
    quoted: "about 900 ms",
  },
  {
    what: "status, with a config.yaml",
    args: ["status"],
    repository: "configured",
    gate: 1.4,
    against: "floor",
    pairs: 61,
    changes: false,
  },
  {
    ...SMALL,
    what: "complete, of an item without command",
    args: ["complete", "check_roadmap", "--notes", "There is none"],
    gate: 1.35,
    pairs: 61,
    changes: true,
  },
  {
    what: "status, 100 000 events and 1 000 sessions",
    args: ["status"],
    repository: "large",
    gate: 1.25,
    against: "status",
    pairs: 41,
    changes: false,
  },
  {
    what: "status, the same without its cache",
    args: ["status"],
    repository: "cold",
    gate: 8,
    against: "floor",
    pairs: 21,
    changes: false,
  },
  {
    what: "status, a workflow of 10 000 items",
    args: ["status"],
    repository: "wide",
    gate: 3,
    against: "floor",
    pairs: 31,
    changes: false,
  },
];

/** Every other command: its path in the command table, a command line, and where it is run. */
const OTHERS: readonly (readonly [
  command: string,
  args: readonly string[],
  changes: boolean,
  repository?: RepositoryName,
])[] = [
  ["init", ["init"], true, "fresh"],
  ["start", ["start", "Add search"], true, "prepared"],
  ["skip", ["skip", "check_roadmap", "--reason", "There is no roadmap here"], true],
  ["approve-item", ["approve-item", "user_approval"], true],
  ["approve", ["approve"], true],
  ["advance", ["advance", "--force"], true],
  ["finish", ["finish", "--abandon", "--reason", "Superseded"], true],
  ["log", ["log"], false],
  ["analyze", ["analyze"], false],
  ["generate-md", ["generate-md"], true],
  ["learn", ["learn"], true],
  ["feedback capture", ["feedback", "capture", "--auto"], true],
  ["feedback review", ["feedback", "review"], false],
  ["validate", ["validate"], false],
  ["checkpoint", ["checkpoint", "-m", "Before it"], true],
  ["checkpoints", ["checkpoints"], false, "checkpointed"],
  ["checkpoint show", ["checkpoint", "show", "cp_"], false, "checkpointed"],
  ["checkpoint restore", ["checkpoint", "restore", "cp_", "--yes"], true, "checkpointed"],
  ["workflow reload", ["workflow", "reload"], true],
  ["resume", ["resume"], false, "checkpointed"],
  ["handoff", ["handoff"], false, "checkpointed"],
  ["context-reminder", ["context-reminder"], false],
  ["verify-write-allowed", ["verify-write-allowed"], false, "prepared"],
  ["session list", ["session", "list"], false],
  ["session show", ["session", "show"], false],
  ["session switch", ["session", "switch", "-"], true],
  ["session delete", ["session", "delete", "-", "--force"], true],
  ["session redact", ["session", "redact"], true, "leaked"],
  ["session gc", ["session", "gc", "--older-than", "0", "--yes"], true],
  ["session export-state", ["session", "export-state", "state.json"], true],
  ["list", ["list"], false],
  ["session restore", ["session", "restore", "2"], true, "trashed"],
  ["paths", ["paths", "--explain"], false],
  ["env", ["env"], false],
  ["trust show", ["trust", "show"], false],
  ["trust grant", ["trust", "grant"], true],
  ["trust list", ["trust", "list"], false],
  ["trust revoke", ["trust", "revoke"], true],
  ["trust approve-from", ["trust", "approve-from", "bot"], true],
  ["config show", ["config", "show"], false],
  ["config why", ["config", "why", "lock.timeout"], false],
  ["config get", ["config", "get", "lock.timeout"], false],
  ["config set", ["config", "set", "lock.timeout", "20"], true],
  ["config unset", ["config", "unset", "lock.timeout"], true],
  ["config keys", ["config", "keys"], false],
  ["config schema", ["config", "schema"], false],
  ["config migrate", ["config", "migrate", "--user"], true],
  ["doctor", ["doctor"], false],
  ["snapshot export", ["snapshot", "export", "-", "--no-encrypt"], false],
  ["snapshot import", ["snapshot", "import", "a.tar.zst"], true, "exported"],
  ["snapshot inspect", ["snapshot", "inspect", "a.tar.zst"], false, "exported"],
  ["snapshot verify", ["snapshot", "verify", "a.tar.zst"], false, "exported"],
  ["snapshot decrypt", ["snapshot", "decrypt", "a.tar.zst", "-"], false, "exported"],
  ["snapshot keygen", ["snapshot", "keygen", "-"], false],
  ["snapshot list", ["snapshot", "list"], false, "exported"],
  ["secrets init", ["secrets", "init"], true],
  ["secrets set", ["secrets", "set", "A", "--from-file", "workflow.yaml"], true, "sealed"],
  ["secrets get", ["secrets", "get", "TOKEN"], false, "sealed"],
  ["secrets list", ["secrets", "list"], false, "sealed"],
  ["secrets remove", ["secrets", "remove", "TOKEN"], true, "sealed"],
  ["secrets restore", ["secrets", "restore", "OLD"], true, "sealed"],
  ["secrets source", ["secrets", "source", "TOKEN"], false, "sealed"],
  ["secrets sources", ["secrets", "sources"], false, "sealed"],
  ["secrets test", ["secrets", "test", "TOKEN"], false, "sealed"],
  ["secrets exec", ["secrets", "exec", "--", "true"], true, "sealed"],
  ["secrets rotate", ["secrets", "rotate"], true, "sealed"],
  ["secrets doctor", ["secrets", "doctor"], false, "sealed"],
  ["secrets import", ["secrets", "import", ".env"], true, "sealed"],
  ["secrets copy", ["secrets", "copy", "--from", "."], true, "sealed"],
  ["secrets export", ["secrets", "export", "-", "--format", "json"], false, "sealed"],
  ["uninstall", ["uninstall", "--no-export", "--yes"], true],
  ["migrate", ["migrate", "--dry-run"], false],
  ["import-legacy", ["import-legacy", ".git", "--dry-run"], true],
  ["completion", ["completion", "bash"], false],
  ["__complete", ["__complete", "--", "complete", ""], false],
  ["help", ["help", "agents"], false],
  ["help", ["complete", "--help"], false],
];

/** All rows that are measured as pairs, in the order of the table. */
export const ROWS: readonly Row[] = [
  ...PROMISED,
  ...OTHERS.map(([command, args, changes, repository = "small"]): Row => ({
    what: args.map((word) => word.includes(" ") ? `"${word}"` : word).join(" "),
    args,
    repository,
    gate: RUN_GIT.includes(command) ? null : SMALL_COMMAND,
    against: "floor",
    pairs: 21,
    changes,
    command,
  })),
];
