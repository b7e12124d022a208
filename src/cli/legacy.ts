/** What became of a command or flag of the predecessor. */
export type LegacyFate =
  /** The same name works here. */
  | { readonly is: "ours" }
  /** Accepted; one line on stderr says why it does nothing. */
  | { readonly is: "no_effect"; readonly why: string }
  /** Gone: exit 69. `instead` is a sentence that names the replacement. */
  | { readonly is: "retired"; readonly instead: string }
  /** Not in this version: exit 69. */
  | { readonly is: "absent" };

/** A command of the predecessor. */
export interface LegacyCommand {
  readonly path: string;
  readonly fate: LegacyFate;
}

/** A flag of the predecessor of a command that we have. */
export interface LegacyFlag {
  /** The path of our command. */
  readonly command: string;
  readonly name: string;
  /** Whether it takes a value. */
  readonly value: boolean;
  readonly fate: Extract<LegacyFate, { readonly is: "no_effect" | "retired" }>;
}

const OURS = { is: "ours" } as const;
const ABSENT = { is: "absent" } as const;

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

/** Every command of the predecessor and what became of it. */
export const LEGACY_COMMANDS: readonly LegacyCommand[] = [
  ...[
    "init",
    "start",
    "status",
    "complete",
    "skip",
    "approve-item",
    "approve",
    "advance",
    "finish",
    "validate",
    "doctor",
    "health",
    "workflow list",
    "workflow switch",
    "workflow info",
  ].map((path) => ({ path, fate: OURS })),
  ...[
    "context-reminder",
    "verify-write-allowed",
    "checkpoint",
    "checkpoints",
    "resume",
    "handoff",
    "list",
    "cleanup",
    "analyze",
    "learn",
    "generate-md",
    "setup",
    "config",
    "secrets",
    "sessions",
    "workflow cleanup",
    "feedback",
    "validate-adherence",
  ].map((path) => ({ path, fate: ABSENT })),
  ...["review", "review-status", "review-results", "review-retry", "setup-reviews", "update-models"]
    .map((path) => ({ path, fate: NO_MODELS })),
  ...["prd", "approval", "enforce", "run"].map((path) => ({ path, fate: NO_AGENTS })),
  ...["task", "issues", "heal"].map((path) => ({ path, fate: NO_TRACKER })),
  {
    path: "resolve",
    fate: { is: "retired", instead: "Resolve conflicts with `git mergetool` or an editor" },
  },
  {
    path: "dashboard",
    fate: { is: "retired", instead: "Use `orchestrator status --json`" },
  },
  ...["visual-verify", "visual-verify-all", "visual-template"].map((path) => ({
    path,
    fate: {
      is: "retired",
      instead: "Put the command of a visual test into workflow.yaml as the check of an item",
    } as const,
  })),
];

const NOTHING_ARCHIVED = { is: "no_effect", why: "nothing is archived" } as const;
const NOTHING_PUSHED = { is: "no_effect", why: "finish commits and pushes nothing" } as const;

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
    command: "doctor",
    name: "cleanup",
    value: false,
    fate: { is: "no_effect", why: "this program makes no worktrees" },
  },
  {
    command: "doctor",
    name: "older-than",
    value: true,
    fate: { is: "no_effect", why: "this program makes no worktrees" },
  },
];

/** The legacy flags of one of our commands. */
export function legacyFlagsOf(command: string): readonly LegacyFlag[] {
  return LEGACY_FLAGS.filter((flag) => flag.command === command);
}
