/** A place where this program may run. */
export interface EnvironmentKind {
  /** As `ORCHESTRATOR_ENV` names it. */
  readonly id: string;
  /** Any of these variables, set to anything but nothing, `0` and `false`, tells it. */
  readonly variables: readonly string[];
  /** Any of these files tells it. */
  readonly files: readonly string[];
  /** What is outside the repository, and often the repository too, is gone when the session ends. */
  readonly ephemeral: boolean;
}

/** Every kind we tell apart, the most telling first; the last one needs no sign. */
export const ENVIRONMENT_KINDS = [
  {
    id: "claude-code-web",
    variables: ["CLAUDE_CODE_REMOTE", "CLAUDE_CODE_WEB"],
    files: [],
    ephemeral: true,
  },
  {
    id: "codespaces",
    variables: ["CODESPACES", "GITHUB_CODESPACES"],
    files: [],
    ephemeral: true,
  },
  { id: "gitpod", variables: ["GITPOD_WORKSPACE_ID"], files: [], ephemeral: true },
  { id: "github-actions", variables: ["GITHUB_ACTIONS"], files: [], ephemeral: true },
  {
    id: "ci",
    variables: [
      "GITLAB_CI",
      "BUILDKITE",
      "CIRCLECI",
      "JENKINS_URL",
      "TF_BUILD",
      "BITBUCKET_BUILD_NUMBER",
      "CI",
    ],
    files: [],
    ephemeral: true,
  },
  {
    id: "dev-container",
    variables: ["REMOTE_CONTAINERS", "DEVCONTAINER"],
    files: [],
    ephemeral: true,
  },
  {
    id: "claude-code",
    variables: ["CLAUDECODE", "CLAUDE_CODE", "CLAUDE_CODE_ENTRYPOINT"],
    files: [],
    ephemeral: false,
  },
  {
    id: "container",
    variables: ["KUBERNETES_SERVICE_HOST", "container"],
    files: ["/.dockerenv", "/run/.containerenv"],
    ephemeral: true,
  },
  { id: "machine", variables: [], files: [], ephemeral: false },
] as const satisfies readonly EnvironmentKind[];

/** The name of a kind. */
export type EnvironmentId = (typeof ENVIRONMENT_KINDS)[number]["id"];
