import type { CommandEntry } from "../command_entry.ts";
import { AUTO_EXPORT_WRITES, RECORDS } from "./records.ts";

const READS = { reads: true } as const;
const SESSION_ONLY = { writes: [] } as const;

const CHECKPOINT = {
  name: "CHECKPOINT",
  brief: "id of a checkpoint, or the beginning of one",
} as const;

/** The commands for coming back and going back: checkpoints, resuming, handing over. */
export const CHECKPOINT_COMMANDS: readonly CommandEntry[] = [
  {
    path: "checkpoint",
    brief: "keep the state as a restore point",
    details: [
      "Writes one file with the whole state of the workflow, a message, decisions and the files that matter; files that were changed in the last hour are added. It records no event.",
      "Files of the repository are not copied: commit them yourself.",
    ],
    positionals: [],
    flags: [
      { name: "message", short: "m", kind: "value", placeholder: "TEXT", brief: "why now" },
      {
        name: "decision",
        short: "d",
        kind: "list",
        placeholder: "TEXT",
        brief: "something that was decided; repeatable",
      },
      {
        name: "file",
        short: "f",
        kind: "list",
        placeholder: "PATH",
        brief: "a file that matters; repeatable",
      },
    ],
    effect: SESSION_ONLY,
    examples: [
      ['orchestrator checkpoint -m "Plan agreed" -d "SQLite, not files"', "before something risky"],
      ["orchestrator checkpoints", "what there is to go back to"],
    ],
    load: () => import("../commands/checkpoint.ts"),
  },
  {
    path: "checkpoints",
    brief: "list the checkpoints of a session",
    details: [
      "The newest first. What cannot be read is marked with ✗; with --all those of other workflows are listed too, marked with ≠.",
      "--cleanup moves to the trash what is older than --max-age days (30), but never the newest five of a workflow, nor what cannot be read. It prints the command that brings them back.",
    ],
    positionals: [],
    flags: [
      { name: "all", short: "a", kind: "switch", brief: "those of other workflows too" },
      { name: "cleanup", kind: "switch", brief: "move old ones to the trash" },
      {
        name: "max-age",
        kind: "value",
        placeholder: "DAYS",
        brief: "with --cleanup: how old they may get",
      },
    ],
    effect: SESSION_ONLY,
    examples: [["orchestrator checkpoints", "what there is to go back to"]],
    load: () => import("../commands/checkpoints.ts"),
  },
  {
    path: "checkpoint show",
    brief: "show one checkpoint",
    details: ["Its message, decisions and files, and the items of the state that it holds."],
    positionals: [CHECKPOINT],
    flags: [],
    effect: READS,
    examples: [["orchestrator checkpoint show cp_20260106_053301_bddea0", "before restoring it"]],
    load: () => import("../commands/checkpoint_show.ts"),
  },
  {
    path: "checkpoint restore",
    brief: "go back to the state of a checkpoint",
    details: [
      "Shows what would change and asks; without a terminal it needs --yes. The state of now is kept as another checkpoint first, so that this can be undone the same way.",
      "Only the workflow goes back: files of the repository stay as they are. A workflow that has ended stays ended.",
    ],
    positionals: [CHECKPOINT],
    flags: [
      { name: "yes", short: "y", kind: "switch", brief: "do not ask" },
      { name: "dry-run", kind: "switch", brief: "show what would change and do nothing" },
    ],
    effect: RECORDS,
    examples: [[
      "orchestrator checkpoint restore cp_20260106_053301_bddea0 --dry-run",
      "what would change",
    ]],
    load: () => import("../commands/checkpoint_restore.ts"),
  },
  {
    path: "workflow reload",
    brief: "take over a workflow.yaml that has changed",
    details: [
      "A session keeps the definition that it was started with. This command replaces it, shows what differs, and records an event. What is done must still fit: items that are completed or skipped stay in their phases, phases that have started stay where they are, and a phase that has ended takes no new items.",
      "Settings are built as at start: flags that start was given must be given again. Commands that differ from the granted ones run only after `orchestrator trust grant`, or with --trust at once.",
    ],
    positionals: [],
    flags: [
      {
        name: "workflow",
        short: "w",
        kind: "value",
        placeholder: "FILE",
        brief: "another file than the session was started with",
      },
      { name: "test-command", kind: "value", placeholder: "LINE", brief: "setting test_command" },
      { name: "build-command", kind: "value", placeholder: "LINE", brief: "setting build_command" },
      { name: "trust", kind: "switch", brief: "allow the commands of the new definition" },
      { name: "dry-run", kind: "switch", brief: "show what would change and do nothing" },
    ],
    effect: { writes: ["with --trust: a grant in your state directory", AUTO_EXPORT_WRITES] },
    examples: [["orchestrator workflow reload --dry-run", "what would change"]],
    load: () => import("../commands/workflow_reload.ts"),
  },
  {
    path: "resume",
    brief: "show all that is needed to go on after a break",
    details: [
      "Prints the newest checkpoint, what has changed since, the decisions and notes so far, the last events, and the status with the next action. It changes nothing: to go back to a checkpoint, see `orchestrator help checkpoint restore`.",
    ],
    positionals: [],
    flags: [
      {
        name: "from",
        kind: "value",
        placeholder: "CHECKPOINT",
        brief: "another checkpoint than the newest",
      },
    ],
    effect: READS,
    examples: [["orchestrator resume", "after a context reset"]],
    load: () => import("../commands/resume.ts"),
  },
  {
    path: "handoff",
    brief: "print a text that hands the workflow over",
    details: [
      "For another agent or person: task, constraints, phases, checklist, decisions, notes, files and what to do next. It runs nobody.",
    ],
    positionals: [],
    flags: [
      {
        name: "files",
        short: "f",
        kind: "value",
        placeholder: "LIST",
        brief: "relevant files, with commas between; else those of the newest checkpoint",
      },
      {
        name: "constraints",
        short: "c",
        kind: "value",
        placeholder: "LIST",
        brief: "further constraints, with commas between",
      },
      {
        name: "criteria",
        kind: "value",
        placeholder: "LIST",
        brief: "acceptance criteria, with commas between",
      },
    ],
    effect: READS,
    examples: [["orchestrator handoff --criteria 'all tests pass'", "for the next agent"]],
    load: () => import("../commands/handoff.ts"),
  },
  {
    path: "context-reminder",
    brief: "print the state in one line of JSON, for hooks",
    details: ["Without a workflow it prints that none is active and exits 0."],
    positionals: [],
    flags: [],
    effect: READS,
    examples: [["orchestrator context-reminder", "in the hook of an agent"]],
    load: () => import("../commands/context_reminder.ts"),
  },
  {
    path: "verify-write-allowed",
    brief: "check whether code may be written now",
    details: ["Exits 0 without an active workflow or in the phase EXECUTE, else 1."],
    positionals: [],
    flags: [],
    effect: READS,
    examples: [["orchestrator verify-write-allowed", "in the hook of an agent"]],
    load: () => import("../commands/verify_write_allowed.ts"),
  },
];
