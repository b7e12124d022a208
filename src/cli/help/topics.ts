import agents from "./topics/agents.md" with { type: "text" };
import exitCodes from "./topics/exit-codes.md" with { type: "text" };

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
  { name: "exit-codes", brief: "what the exit codes mean", markdown: exitCodes },
];
