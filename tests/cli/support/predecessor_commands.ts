/** One command of the predecessor as its parser declares it. */
export interface PredecessorCommand {
  readonly path: string;
  /** Arguments that it needs. */
  readonly args?: readonly string[];
  /** Its flags as one types them: `-n --notes X` takes a value, `-q --quiet` takes none. */
  readonly flags?: readonly string[];
}

/** Every command of the predecessor with every flag, in the order of its own help. */
export const PREDECESSOR_COMMANDS: readonly PredecessorCommand[] = [
  {
    path: "start",
    args: ["Task"],
    flags: [
      "-w --workflow X",
      "-p --project X",
      "-c --constraints X",
      "--no-archive",
      "--test-command X",
      "--build-command X",
      "--isolated",
    ],
  },
  { path: "status", flags: ["--json"] },
  { path: "context-reminder" },
  { path: "verify-write-allowed" },
  {
    path: "complete",
    args: ["item"],
    flags: ["-n --notes X", "--skip-verify", "--skip-auto-review", "-q --quiet", "-d --dir X"],
  },
  { path: "skip", args: ["item"], flags: ["-r --reason X", "-f --force", "-q --quiet"] },
  { path: "approve-item", args: ["item"], flags: ["-n --notes X", "-q --quiet"] },
  { path: "approve", flags: ["-p --phase X"] },
  { path: "advance", flags: ["-f --force", "-q --quiet", "-y --yes", "--no-critique"] },
  {
    path: "finish",
    flags: [
      "-r --reason X",
      "-n --notes X",
      "--skip-learn",
      "--skip-review-check",
      "--force",
      "--no-push",
      "--continue",
      "--no-close-issues",
      "--abandon",
    ],
  },
  { path: "checkpoint", flags: ["-m --message X", "-d --decision X", "-f --file X"] },
  { path: "checkpoints", flags: ["-a --all", "--completed", "--cleanup", "--max-age 30"] },
  { path: "resume", flags: ["--from X", "--dry-run"] },
  {
    path: "handoff",
    flags: [
      "-x --execute",
      "-p --provider manual",
      "-e --env standalone",
      "-m --model X",
      "-f --files X",
      "-c --constraints X",
      "--criteria X",
      "-t --timeout 600",
    ],
  },
  { path: "list", flags: ["-s --search X", "-d --depth 3", "--json", "--active-only"] },
  { path: "cleanup", flags: ["-s --search X", "-a --max-age 7", "-d --depth 3", "--dry-run"] },
  { path: "validate", flags: ["-w --workflow X"] },
  { path: "analyze", flags: ["--json"] },
  { path: "learn", flags: ["--no-save"] },
  { path: "generate-md" },
  { path: "init", flags: ["-f --force"] },
  { path: "setup", flags: ["-d --dir X", "-f --force", "--remove", "--copy-secrets"] },
  { path: "doctor", flags: ["--cleanup", "--fix", "--older-than 7"] },
  { path: "health", flags: ["--json", "-d --dir X"] },
  { path: "config set", args: ["key", "value"] },
  { path: "config get", args: ["key"] },
  { path: "config list" },
  { path: "secrets init", flags: ["--password X", "--from-env"] },
  { path: "secrets test", args: ["NAME"] },
  { path: "secrets source", args: ["NAME"] },
  { path: "secrets sources" },
  { path: "secrets copy", flags: ["--from X", "--to X", "--force"] },
  { path: "sessions list", flags: ["--limit 20", "-d --dir X"] },
  { path: "sessions show", args: ["id"], flags: ["-d --dir X"] },
  { path: "sessions clean", flags: ["--older 30", "-d --dir X"] },
  { path: "sessions analyze", flags: ["--days 30", "--last 5", "-d --dir X"] },
  { path: "workflow list", flags: ["-d --dir X"] },
  { path: "workflow switch", args: ["id"], flags: ["-d --dir X"] },
  { path: "workflow info", args: ["id"], flags: ["-d --dir X"] },
  {
    path: "workflow cleanup",
    flags: ["--older-than 30", "--status all", "--dry-run", "-y --yes", "-d --dir X"],
  },
  { path: "feedback", flags: ["--auto", "--interactive", "-d --dir X"] },
  { path: "feedback capture", flags: ["--auto", "--interactive", "-d --dir X"] },
  {
    path: "feedback review",
    flags: ["--days 7", "--all", "--suggest", "--tool", "--process", "-d --dir X"],
  },
  { path: "feedback sync", flags: ["--dry-run", "--force", "--status", "-d --dir X"] },
  { path: "validate-adherence", flags: ["-w --workflow X", "--json"] },
  { path: "resolve", flags: ["-d --dir X"] },
  { path: "dashboard", flags: ["-p --port 8080", "--static", "--no-browser"] },
  { path: "review" },
  { path: "review-status" },
  { path: "review-results" },
  { path: "review-retry" },
  { path: "setup-reviews" },
  { path: "update-models" },
  { path: "visual-verify", flags: ["-d --device X"] },
  { path: "visual-verify-all" },
  { path: "visual-template" },
  { path: "run", args: ["task"], flags: ["-d --dir X"] },
  { path: "prd start", args: ["file"], flags: ["-d --dir X"] },
  { path: "approval cleanup", flags: ["-d --dir X"] },
  { path: "enforce", args: ["task"], flags: ["-d --dir X"] },
  { path: "task add", args: ["title"], flags: ["-d --description X"] },
  { path: "issues", flags: ["-d --dir X"] },
  { path: "heal backfill", flags: ["-d --dir X"] },
];

/** The command lines of a command: with no flag, with each flag in each spelling. */
export function linesOf(command: PredecessorCommand): readonly (readonly string[])[] {
  const start = [...command.path.split(" "), ...command.args ?? []];
  const spelled = (command.flags ?? []).flatMap((flag) => {
    const words = flag.split(" ");
    const value = words.filter((word) => !word.startsWith("-"));
    return words.filter((word) => word.startsWith("-")).map((name) => [name, ...value]);
  });
  return [start, ...spelled.map((flag) => [...start, ...flag])];
}
