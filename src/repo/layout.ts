/** Name of our directory in the home. */
export const HOUSE = ".orchestrator";

/** The user's file, in the tree. */
export const WORKFLOW_FILE = "workflow.yaml";

/** What `generate-md` writes, in the tree. */
export const WORKFLOW_MARKDOWN = "WORKFLOW.md";

/** The user's file that `learn` appends to, in the tree. */
export const LEARNINGS_FILE = "LEARNINGS.md";

/** The user's settings file of the predecessor, in the tree. */
export const SETTINGS_FILE = ".orchestrator.yaml";

/** Everything that we own, as paths relative to the home. Ids must have passed `isPathId`. */
export const LAYOUT = {
  gitignore: `${HOUSE}/.gitignore`,
  meta: `${HOUSE}/meta.json`,
  config: `${HOUSE}/config.yaml`,
  lock: `${HOUSE}/lock`,
  journal: `${HOUSE}/journal.json`,
  sessions: `${HOUSE}/sessions`,
  templates: `${HOUSE}/templates`,
  backups: `${HOUSE}/backups`,
  quarantine: `${HOUSE}/quarantine`,
  trash: `${HOUSE}/trash`,
  trees: `${HOUSE}/trees`,
  tmp: `${HOUSE}/tmp`,
  /** What `uninstall` has set aside and is about to remove. */
  uninstalled: `${HOUSE}/uninstalled`,
  gitattributes: `${HOUSE}/.gitattributes`,
  /** What the predecessor reads when nothing is current; never read or written but by an export. */
  predecessorState: `${HOUSE}/state.json`,
  migrations: `${HOUSE}/migrations`,
  marker: `${HOUSE}/migration.json`,
  notices: `${HOUSE}/notices`,
  secrets: `${HOUSE}/secrets`,
  /** The vault of the repository: how it is opened, and one sealed file a secret. */
  vault: `${HOUSE}/secrets/vault`,
  prd: `${HOUSE}/prd`,
  approvals: `${HOUSE}/approvals.db`,
  transcripts: `${HOUSE}/transcripts`,
  logs: `${HOUSE}/logs`,
  reviews: `${HOUSE}/reviews`,
  legacy: `${HOUSE}/legacy`,
} as const;

/** Names of the files of one session, below its directory. */
export const SESSION_FILES = {
  meta: "meta.json",
  base: "base.json",
  history: "history.jsonl",
  log: "log.jsonl",
  state: "state.json",
  lock: "lock",
  summary: "summary.md",
  suspect: "suspect",
} as const;

/** One of {@link SESSION_FILES}. */
export type SessionFile = (typeof SESSION_FILES)[keyof typeof SESSION_FILES];

/** Directory of a session, relative to the home. */
export function sessionDirectory(session: string): string {
  return `${LAYOUT.sessions}/${session}`;
}

/** A file of a session, relative to the home. */
export function sessionFile(session: string, file: SessionFile): string {
  return `${LAYOUT.sessions}/${session}/${file}`;
}

/** Directory of the feedback of a session, relative to the home. */
export function feedbackDirectory(session: string): string {
  return `${sessionDirectory(session)}/feedback`;
}

/** One of the two files of the feedback of a session: what may be shared, what is private. */
export function feedbackFile(session: string, part: "tool" | "process"): string {
  return `${feedbackDirectory(session)}/${part}.jsonl`;
}

/** The file that holds the current session of a tree (`null`: the main checkout). */
export function currentFile(worktree: string | null): string {
  return worktree === null ? `${HOUSE}/current` : `${HOUSE}/trees/${worktree}/current`;
}

/** The file that holds the session that was current before. */
export function previousFile(worktree: string | null): string {
  return worktree === null ? `${HOUSE}/previous` : `${HOUSE}/trees/${worktree}/previous`;
}

/** The pristine text of a template that `workflow.yaml` came from. */
export function templateFile(name: string, version: string): string {
  return `${LAYOUT.templates}/${name}-${version}.yaml`;
}

/** The copy that `init` made of a file of the tree before it changed it. */
export function backupFile(stamp: string, name: string = WORKFLOW_FILE): string {
  return `${LAYOUT.backups}/${stamp}/${name}`;
}

/** What was deleted under one name of the trash: a directory. */
export function trashDirectory(entry: string): string {
  return `${LAYOUT.trash}/${entry}`;
}

/** The record of what lies under one name of the trash. */
export function trashRecordFile(entry: string): string {
  return `${LAYOUT.trash}/${entry}.json`;
}

/** Directory of the checkpoints of a session. */
export function checkpointsDirectory(session: string): string {
  return `${LAYOUT.sessions}/${session}/checkpoints`;
}

/** The file of one checkpoint of a session. */
export function checkpointFile(session: string, checkpoint: string): string {
  return `${checkpointsDirectory(session)}/${checkpoint}.json`;
}

/** The copy of a state of the predecessor that an export has replaced. */
export function stateBackupFile(stamp: string): string {
  return `${LAYOUT.backups}/${stamp}/state.json`;
}

/** The private directory of one running command, below `tmp/`. */
export function stageDirectory(stage: string): string {
  return `${LAYOUT.tmp}/${stage}`;
}
