import type { EnvironmentId } from "../../repo/environment_kinds.ts";

const WORDS: Readonly<Record<EnvironmentId, string>> = {
  "claude-code-web": "Claude Code on the web",
  "codespaces": "GitHub Codespaces",
  "gitpod": "Gitpod",
  "github-actions": "GitHub Actions",
  "ci": "continuous integration",
  "dev-container": "a dev container",
  "claude-code": "Claude Code on this machine",
  "container": "a container",
  "machine": "an ordinary machine",
};

/** What people call a kind of place, after "in" or "on". */
export function environmentWords(kind: EnvironmentId): string {
  return WORDS[kind];
}

/** The same for a kind out of a finding. */
export function placeWords(kind: string): string {
  return new Map(Object.entries(WORDS)).get(kind) ?? kind;
}
