import agents from "./topics/agents.md" with { type: "text" };
import checkpoints from "./topics/checkpoints.md" with { type: "text" };
import environment from "./topics/environment.md" with { type: "text" };
import exitCodes from "./topics/exit-codes.md" with { type: "text" };
import files from "./topics/files.md" with { type: "text" };
import git from "./topics/git.md" with { type: "text" };
import install from "./topics/install.md" with { type: "text" };
import migrate from "./topics/migrate.md" with { type: "text" };
import secrets from "./topics/secrets.md" with { type: "text" };
import sessions from "./topics/sessions.md" with { type: "text" };
import trust from "./topics/trust.md" with { type: "text" };
import workflowYaml from "./topics/workflow-yaml.md" with { type: "text" };

/** A page of help that is about no single command. */
export interface Topic {
  readonly name: string;
  readonly brief: string;
  /** Markdown, for `topicText`. */
  readonly markdown: string;
}

/** All of them, in the order of help. */
export const TOPICS: readonly Topic[] = [
  { name: "agents", brief: "all that an agent needs to work from", markdown: agents },
  { name: "checkpoints", brief: "restore points, and going back", markdown: checkpoints },
  { name: "environment", brief: "the variables that are read", markdown: environment },
  { name: "exit-codes", brief: "what the exit codes mean", markdown: exitCodes },
  { name: "files", brief: "what lies where", markdown: files },
  { name: "git", brief: "what git sees, and what it loses", markdown: git },
  { name: "install", brief: "installing, completion, the manual page", markdown: install },
  { name: "migrate", brief: "coming from the Python tool", markdown: migrate },
  { name: "secrets", brief: "keeping keys and passwords, and giving them out", markdown: secrets },
  { name: "sessions", brief: "one task, one session; working with several", markdown: sessions },
  { name: "trust", brief: "what a repository may run", markdown: trust },
  { name: "workflow-yaml", brief: "what a workflow is made of", markdown: workflowYaml },
];
