import { HOUSE, LAYOUT } from "../repo/layout.ts";
import type { Artefact } from "./artefact.ts";

type Row = Pick<Artefact, "id" | "name" | "kind"> & Partial<Artefact>;

/** The root of the repository. */
const ROOT: readonly Row[] = [
  { id: "state", name: ".workflow_state.json", kind: "file", content: "workflow_state" },
  { id: "log", name: ".workflow_log.jsonl", kind: "file", content: "event_log" },
  { id: "checkpoints", name: ".workflow_checkpoints", kind: "directory" },
  { id: "feedback", name: ".workflow_feedback.jsonl", kind: "file" },
  { id: "tool_feedback", name: ".workflow_tool_feedback.jsonl", kind: "file" },
  { id: "process_feedback", name: ".workflow_process_feedback.jsonl", kind: "file" },
  {
    id: "state",
    name: /^\.workflow_state\.json\.(?:[0-9_]+\.)?bak$/,
    kind: "file",
    content: "workflow_state",
    leftover: true,
  },
  {
    id: "log",
    name: /^\.workflow_log\.jsonl\.(?:[0-9_]+\.)?bak$/,
    kind: "file",
    content: "event_log",
    leftover: true,
  },
  {
    id: "checkpoints",
    name: /^\.workflow_checkpoints\.(?:[0-9_]+\.)?bak$/,
    kind: "directory",
    leftover: true,
  },
  {
    id: "transcripts",
    name: ".workflow_sessions",
    kind: "directory",
    policy: "move",
    to: LAYOUT.transcripts,
  },
  {
    id: "feedback_migrated",
    name: ".workflow_feedback.jsonl.migrated",
    kind: "file",
    policy: "retire",
    leftover: true,
  },
  {
    id: "feedback_debris",
    name: /^\.workflow_(?:tool|process)_feedback\.jsonl\.tmp\.[0-9]+$/,
    kind: "file",
    policy: "retire",
    leftover: true,
  },
  {
    id: "feedback_debris",
    name: ".workflow_migration_in_progress",
    kind: "file",
    policy: "retire",
    leftover: true,
  },
  {
    id: "approvals",
    name: ".workflow_approvals.db",
    kind: "file",
    content: "sqlite",
    policy: "move",
    to: LAYOUT.approvals,
  },
  ...["-wal", "-shm", "-journal"].map((companion): Row => ({
    id: "approvals",
    name: `.workflow_approvals.db${companion}`,
    kind: "file",
    policy: "move",
    to: `${LAYOUT.approvals}${companion}`,
  })),
  { id: "settings", name: ".orchestrator.yaml", kind: "file", owner: "user", policy: "leave" },
  {
    id: "phantom_settings",
    name: ".orchestra.yaml",
    kind: "file",
    owner: "user",
    policy: "move",
    to: LAYOUT.config,
  },
  {
    id: "secrets_enc",
    name: ".secrets.enc",
    kind: "file",
    content: "salted",
    owner: "secret",
    policy: "copy",
    to: `${LAYOUT.secrets}/secrets.enc`,
  },
  {
    id: "secrets_sops",
    name: "secrets.enc.yaml",
    kind: "file",
    content: "sops",
    owner: "secret",
    policy: "copy",
    to: `${LAYOUT.secrets}/sops.yaml`,
  },
  { id: "sops_rules", name: ".sops.yaml", kind: "file", owner: "user", policy: "leave" },
  { id: "agent_logs", name: ".wfo_logs", kind: "directory", policy: "move", to: LAYOUT.logs },
  {
    id: "review_history",
    name: ".review_history",
    kind: "directory",
    policy: "move",
    to: LAYOUT.reviews,
  },
  {
    id: "model_registry",
    name: ".model_registry.json",
    kind: "file",
    content: "model_registry",
    policy: "move",
    to: `${LAYOUT.legacy}/model_registry.json`,
  },
  { id: "user_document", name: "workflow.yaml.bak", kind: "file", owner: "user", policy: "leave" },
  { id: "custom", name: /^\.workflow_./, kind: "file", owner: "unknown", policy: "leave" },
  { id: "custom", name: /^\.workflow_./, kind: "directory", owner: "unknown", policy: "leave" },
];

/** `.orchestrator/`: the flat layout, other features of the predecessor, what it may leave beside us. */
const CONTAINED: readonly Row[] = [
  { id: "state", name: "state.json", kind: "file", content: "workflow_state" },
  { id: "foreign_state", name: "state.json", kind: "file", policy: "leave" },
  { id: "log", name: "log.jsonl", kind: "file", content: "event_log" },
  { id: "checkpoints", name: "checkpoints", kind: "directory" },
  { id: "flat_feedback", name: "feedback", kind: "directory" },
  { id: "audit", name: "audit.jsonl", kind: "file", policy: "leave" },
  ...["v3", "v4", "worktrees", "locks"].map((name): Row => ({
    id: "side_state",
    name,
    kind: "directory",
    policy: "leave",
  })),
  ...[
    /^(?:events|minds_decisions)\.jsonl$/,
    /^agent_(?:workflow\.yaml|instructions\.md)$/,
    /^(?:server\.(?:log|pid)|enforce\.log|migration\.log|\.migration_complete)$/,
    /^(?:scan_state|external_reviews)\.json$/,
    /^review_.*\.md$/,
    /^state\.tmp$/,
  ].map((name): Row => ({ id: "noise", name, kind: "file", policy: "leave" })),
  { id: "noise", name: "migration_backup", kind: "directory", policy: "leave" },
];

/** `.orchestrator/sessions/`: whatever has no `base.json` is the predecessor's. */
const SESSIONS: readonly Row[] = [
  { id: "session", name: /^./, kind: "directory" },
  {
    id: "transcript_file",
    name: /\.jsonl$/,
    kind: "file",
    policy: "move",
    to: `${LAYOUT.transcripts}/`,
  },
];

/** `.claude/`: only what the orchestrator wrote there; all else is Claude's and not even looked at. */
const CLAUDE: readonly Row[] = [
  {
    id: "prd_state",
    name: "prd_state.json",
    kind: "file",
    content: "prd_state",
    policy: "move",
    to: `${LAYOUT.prd}/state.json`,
  },
  {
    id: "job_queue",
    name: "job_queue",
    kind: "directory",
    content: "job_queue",
    policy: "move",
    to: `${LAYOUT.prd}/job_queue`,
  },
  ...["prd_prompts", "manual_prompts"].map((name): Row => ({
    id: "prd_prompts",
    name,
    kind: "directory",
    policy: "move",
    to: `${LAYOUT.prd}/prompts/${name}`,
  })),
  {
    id: "prd_prompts",
    name: /^prompt_.*\.md$/,
    kind: "file",
    policy: "move",
    to: `${LAYOUT.prd}/prompts/`,
  },
  {
    id: "squad_sessions",
    name: "squad_sessions.json",
    kind: "file",
    content: "squad_sessions",
    policy: "move",
    to: `${LAYOUT.prd}/sessions.json`,
  },
  ...["strategy_stats.json", "feedback_history.json", "healing_cache.sqlite"].map((name): Row => ({
    id: "learning",
    name,
    kind: "file",
    policy: "leave",
  })),
  { id: "learning", name: "patterns", kind: "directory", policy: "leave" },
];

/** Places of secrets before they were in the root. */
const MANUS: readonly Row[] = [
  {
    id: "secrets_enc",
    name: "secrets.enc",
    kind: "file",
    content: "salted",
    owner: "secret",
    policy: "copy",
    to: `${LAYOUT.secrets}/manus/secrets.enc`,
  },
  {
    id: "secrets_sops",
    name: "secrets.enc.yaml",
    kind: "file",
    content: "sops",
    owner: "secret",
    policy: "copy",
    to: `${LAYOUT.secrets}/manus/sops.yaml`,
  },
];

const KEYS: readonly Row[] = [
  { id: "keys", name: /^age\.key(?:\.enc)?$/, kind: "file", owner: "secret", policy: "leave" },
];

/**
 * All that the predecessor left, by where it lies. The first row that fits a name, its kind and its
 * content counts; what fits none is nobody's that we know of.
 */
export const CATALOGUE: readonly Artefact[] = [
  ...rows("", ROOT),
  ...rows(HOUSE, CONTAINED),
  ...rows(LAYOUT.sessions, SESSIONS),
  ...rows(".claude", CLAUDE),
  ...rows(".manus", MANUS),
  ...rows(".manus/keys", KEYS),
  ...rows(".claude/keys", KEYS),
  ...rows(".workflow-orchestrator/keys", KEYS),
];

/** The directories that a scan lists, relative to the root. */
export const SCANNED: readonly string[] = [...new Set(CATALOGUE.map(({ directory }) => directory))];

/** Lines that the predecessor's repositories carry in `.gitignore` for these files. */
export const GITIGNORE_LINES: readonly string[] = [
  ".workflow_state.json",
  ".workflow_log.jsonl",
  ".workflow_checkpoints/",
  ".workflow_sessions/",
  ".workflow_feedback.jsonl",
  ".workflow_tool_feedback.jsonl",
  ".workflow_process_feedback.jsonl",
  ".orchestrator/sessions/",
  ".model_registry.json",
];

function rows(directory: string, entries: readonly Row[]): readonly Artefact[] {
  return entries.map((row) => ({
    directory,
    content: null,
    owner: "orchestrator",
    policy: "session",
    to: null,
    leftover: false,
    ...row,
  }));
}
