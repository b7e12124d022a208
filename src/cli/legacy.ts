/** What became of a command or flag of the predecessor. */
export type LegacyFate =
  /** The same name works here. */
  | { readonly is: "ours" }
  /** Accepted; one line on stderr says why it does nothing. */
  | { readonly is: "no_effect"; readonly why: string }
  /** Not accepted, because it does harm: exit 2. `instead` is a sentence that says what to do. */
  | { readonly is: "refused"; readonly instead: string }
  /** Gone: exit 69. `instead` is a sentence that names the replacement. */
  | { readonly is: "retired"; readonly instead: string };

/** A command of the predecessor. */
export interface LegacyCommand {
  readonly path: string;
  readonly fate: Exclude<LegacyFate, { readonly is: "no_effect" | "refused" }>;
}

/** A flag of the predecessor that our command of that name does not declare itself. */
export interface LegacyFlag {
  /** The path of our command. */
  readonly command: string;
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** Whether it takes a value. */
  readonly value: boolean;
  readonly fate: Exclude<LegacyFate, { readonly is: "ours" }>;
}

const OURS = { is: "ours" } as const;

const NO_MODELS = {
  is: "retired",
  instead: "Review items are ordinary items: review, then run `orchestrator complete ITEM`",
} as const;
const NO_AGENTS = {
  is: "retired",
  instead: "This program runs no agents; `orchestrator help agents` says how an agent uses it",
} as const;
const NO_TRACKER = {
  is: "retired",
  instead: "This program talks to no issue tracker; use the command of the tracker",
} as const;
const NO_VISUAL_TESTS = {
  is: "retired",
  instead: "Put the command of a visual test into workflow.yaml as the check of an item",
} as const;
const NO_TRANSCRIPTS = {
  is: "retired",
  instead:
    "This program keeps no transcripts; `orchestrator session list` and `orchestrator log` show what happened",
} as const;

/** Every command of the predecessor and what became of it. */
export const LEGACY_COMMANDS: readonly LegacyCommand[] = [
  { path: "start", fate: OURS },
  { path: "status", fate: OURS },
  { path: "context-reminder", fate: OURS },
  { path: "verify-write-allowed", fate: OURS },
  { path: "complete", fate: OURS },
  { path: "skip", fate: OURS },
  { path: "approve-item", fate: OURS },
  { path: "approve", fate: OURS },
  { path: "advance", fate: OURS },
  { path: "finish", fate: OURS },
  { path: "checkpoint", fate: OURS },
  { path: "checkpoints", fate: OURS },
  { path: "resume", fate: OURS },
  { path: "handoff", fate: OURS },
  { path: "list", fate: OURS },
  {
    path: "cleanup",
    fate: {
      is: "retired",
      instead:
        "Nothing is abandoned by its age: `orchestrator list --active-only` shows what is open, `orchestrator finish --abandon` ends it, and `orchestrator session gc` moves what ended long ago to the trash",
    },
  },
  { path: "validate", fate: OURS },
  { path: "analyze", fate: OURS },
  { path: "learn", fate: OURS },
  { path: "generate-md", fate: OURS },
  { path: "init", fate: OURS },
  {
    path: "setup",
    fate: {
      is: "retired",
      instead:
        "No hook is needed: `orchestrator init` prepares a repository, `orchestrator secrets import .secrets.enc` or `orchestrator secrets copy --from DIR` brings its secrets",
    },
  },
  { path: "doctor", fate: OURS },
  { path: "health", fate: OURS },
  { path: "config set", fate: OURS },
  { path: "config get", fate: OURS },
  { path: "config list", fate: OURS },
  { path: "secrets init", fate: OURS },
  { path: "secrets test", fate: OURS },
  { path: "secrets source", fate: OURS },
  { path: "secrets sources", fate: OURS },
  { path: "secrets copy", fate: OURS },
  { path: "sessions", fate: NO_TRANSCRIPTS },
  {
    path: "sessions analyze",
    fate: { is: "retired", instead: "Use `orchestrator analyze`" },
  },
  { path: "workflow list", fate: OURS },
  { path: "workflow switch", fate: OURS },
  { path: "workflow info", fate: OURS },
  { path: "workflow cleanup", fate: OURS },
  { path: "feedback", fate: OURS },
  { path: "feedback capture", fate: OURS },
  { path: "feedback review", fate: OURS },
  {
    path: "feedback sync",
    fate: {
      is: "retired",
      instead:
        "Nothing is sent; `orchestrator feedback review --tool --json` prints what could be shared",
    },
  },
  {
    path: "validate-adherence",
    fate: {
      is: "retired",
      instead:
        "The rules are kept while you work; `orchestrator log` and `orchestrator analyze` show how it went",
    },
  },
  {
    path: "resolve",
    fate: { is: "retired", instead: "Resolve conflicts with `git mergetool` or an editor" },
  },
  {
    path: "dashboard",
    fate: { is: "retired", instead: "Use `orchestrator status --json`" },
  },
  { path: "review", fate: NO_MODELS },
  { path: "review-status", fate: NO_MODELS },
  { path: "review-results", fate: NO_MODELS },
  { path: "review-retry", fate: NO_MODELS },
  { path: "setup-reviews", fate: NO_MODELS },
  { path: "update-models", fate: NO_MODELS },
  { path: "visual-verify", fate: NO_VISUAL_TESTS },
  { path: "visual-verify-all", fate: NO_VISUAL_TESTS },
  { path: "visual-template", fate: NO_VISUAL_TESTS },
  { path: "run", fate: NO_AGENTS },
  { path: "prd", fate: NO_AGENTS },
  { path: "approval", fate: NO_AGENTS },
  { path: "enforce", fate: NO_AGENTS },
  { path: "task", fate: NO_TRACKER },
  { path: "issues", fate: NO_TRACKER },
  { path: "heal", fate: NO_TRACKER },
];

const NOTHING_ARCHIVED = { is: "no_effect", why: "nothing is archived" } as const;
const NOTHING_PUSHED = { is: "no_effect", why: "finish commits and pushes nothing" } as const;
const NO_WORKTREES = { is: "no_effect", why: "this program makes no worktrees" } as const;
const RUNS_NO_AGENTS = { is: "no_effect", why: "this program runs no agents" } as const;

/** The flags of the predecessor that our commands do not declare themselves. */
export const LEGACY_FLAGS: readonly LegacyFlag[] = [
  { command: "start", name: "no-archive", value: false, fate: NOTHING_ARCHIVED },
  {
    command: "start",
    name: "isolated",
    value: false,
    fate: {
      is: "retired",
      instead: "Make a worktree with `git worktree add DIR` and run `orchestrator start` in it",
    },
  },
  {
    command: "complete",
    name: "skip-auto-review",
    value: false,
    fate: { is: "no_effect", why: "no review runs by itself" },
  },
  {
    command: "advance",
    name: "no-critique",
    value: false,
    fate: { is: "no_effect", why: "no critique runs by itself" },
  },
  {
    command: "finish",
    name: "skip-learn",
    value: false,
    fate: { is: "no_effect", why: "finish writes no learning report" },
  },
  { command: "finish", name: "no-push", value: false, fate: NOTHING_PUSHED },
  { command: "finish", name: "continue", value: false, fate: NOTHING_PUSHED },
  {
    command: "finish",
    name: "no-close-issues",
    value: false,
    fate: { is: "no_effect", why: "finish closes no issues" },
  },
  {
    command: "feedback review",
    name: "suggest",
    value: false,
    fate: { is: "no_effect", why: "review reads only, and writes no ROADMAP.md" },
  },
  { command: "doctor", name: "cleanup", value: false, fate: NO_WORKTREES },
  { command: "doctor", name: "older-than", value: true, fate: NO_WORKTREES },
  {
    command: "secrets init",
    name: "password",
    value: true,
    fate: {
      is: "refused",
      instead:
        "Everybody on the machine can read a command line: set ORCHESTRATOR_PASSPHRASE, or name a file or a descriptor",
    },
  },
  {
    command: "secrets copy",
    name: "to",
    value: true,
    fate: {
      is: "retired",
      instead: "Stand in the repository that gets them, or name it with `--root DIR`",
    },
  },
  {
    command: "checkpoints",
    name: "completed",
    value: false,
    fate: { is: "no_effect", why: "checkpoints of a workflow that has ended are listed anyway" },
  },
  {
    command: "resume",
    name: "dry-run",
    value: false,
    fate: { is: "no_effect", why: "resume changes nothing" },
  },
  { command: "handoff", name: "execute", short: "x", value: false, fate: NO_AGENTS },
  { command: "handoff", name: "provider", short: "p", value: true, fate: RUNS_NO_AGENTS },
  { command: "handoff", name: "env", short: "e", value: true, fate: RUNS_NO_AGENTS },
  { command: "handoff", name: "model", short: "m", value: true, fate: RUNS_NO_AGENTS },
  { command: "handoff", name: "timeout", short: "t", value: true, fate: RUNS_NO_AGENTS },
];

/** The legacy flags of one of our commands. */
export function legacyFlagsOf(command: string): readonly LegacyFlag[] {
  return LEGACY_FLAGS.filter((flag) => flag.command === command);
}

/** The row of the predecessor's command that these words name: the one with the longest path. */
export function findLegacyCommand(words: readonly string[]): LegacyCommand | undefined {
  const text = `${words.join(" ")} `;
  return LEGACY_COMMANDS.filter(({ path }) => text.startsWith(`${path} `))
    .sort((a, b) => b.path.length - a.path.length)[0];
}
