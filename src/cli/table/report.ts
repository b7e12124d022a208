import type { CommandEntry } from "../command_entry.ts";

const READS = { reads: true } as const;

/** The commands that say how it went. */
export const REPORT_COMMANDS: readonly CommandEntry[] = [
  {
    path: "analyze",
    brief: "show figures over all workflows of this repository",
    details: [
      "Counts workflows, skipped items with their reasons, failed checks and the time that phases took, over all sessions and what the predecessor logged.",
      "Without any workflow the document is {status: no_data, message}.",
    ],
    positionals: [],
    flags: [],
    effect: READS,
    examples: [["orchestrator analyze", "what is skipped, what fails, what takes long"]],
    load: () => import("../commands/analyze.ts"),
  },
  {
    path: "generate-md",
    brief: "write the workflow as Markdown to WORKFLOW.md",
    details: [
      "Writes where the session stands, its checklist and its last events. The same state gives the same bytes.",
      "A WORKFLOW.md that this command did not write, or that somebody has changed since, is kept: the command then exits 73.",
    ],
    positionals: [],
    flags: [{ name: "stdout", kind: "switch", brief: "print it and write nothing" }],
    effect: { writes: ["WORKFLOW.md"] },
    examples: [
      ["orchestrator generate-md", "write WORKFLOW.md"],
      ["orchestrator generate-md --stdout", "for a pipe, or a file of another name"],
    ],
    load: () => import("../commands/generate_md.ts"),
  },
  {
    path: "learn",
    brief: "append what there is to learn to LEARNINGS.md",
    details: [
      "Reports the notes of the LEARN phase, what failed and what was skipped. Only what no report in LEARNINGS.md covers yet is appended; without anything new the file stays as it is. What you have written there is never changed.",
    ],
    positionals: [],
    flags: [{ name: "no-save", kind: "switch", brief: "print the whole report, append nothing" }],
    effect: { writes: ["LEARNINGS.md"] },
    examples: [["orchestrator learn", "before or after finish"]],
    load: () => import("../commands/learn.ts"),
  },
  {
    path: "feedback capture",
    aliases: ["feedback"],
    brief: "keep how the work went, in the session",
    details: [
      "Adds one line each to feedback/tool.jsonl and feedback/process.jsonl of the session. The first has numbers only, and a hash in place of the workflow's id; the second has what was written, without secrets, and is private. Nothing is sent.",
      "A person at a terminal is asked three questions; --auto asks nothing. ORCHESTRATOR_SKIP_FEEDBACK=1 turns it off; WORKFLOW_SALT changes the hash.",
    ],
    positionals: [],
    flags: [
      { name: "auto", kind: "switch", brief: "ask nothing; needed without a terminal" },
      { name: "interactive", kind: "switch", brief: "ask; what happens at a terminal anyway" },
    ],
    effect: { writes: [] },
    examples: [["orchestrator feedback capture --auto", "at the end of a workflow"]],
    load: () => import("../commands/feedback_capture.ts"),
  },
  {
    path: "feedback review",
    brief: "show the feedback of all sessions",
    details: ["Without --tool and --process it shows both parts."],
    positionals: [],
    flags: [
      { name: "days", kind: "value", placeholder: "N", brief: "of the last N days (7)" },
      { name: "all", kind: "switch", brief: "of all times" },
      { name: "tool", kind: "switch", brief: "only the figures, which may be shared" },
      { name: "process", kind: "switch", brief: "only what was written, which is private" },
    ],
    effect: READS,
    examples: [["orchestrator feedback review --all", "everything"]],
    load: () => import("../commands/feedback_review.ts"),
  },
];
