import type { CommandEntry } from "../command_entry.ts";
import { AUTO_EXPORT_WRITES, RECORDS } from "./records.ts";

const READS = { reads: true } as const;

const ITEM = { name: "ITEM", brief: "id of an item of the current phase" } as const;

/** The commands that take a workflow from its definition to its end. */
export const WORKFLOW_COMMANDS: readonly CommandEntry[] = [
  {
    path: "init",
    brief: "write a workflow.yaml to start from",
    details: [
      "Writes the default workflow to workflow.yaml and keeps its pristine text below .orchestrator/templates. An existing workflow.yaml stays as it is.",
      "--force replaces an existing workflow.yaml and keeps a copy below .orchestrator/backups; `orchestrator init --restore` puts the newest copy back, `--restore STAMP` a certain one.",
      "--template takes one of the built-in workflows (--list-templates), a file or a directory with a workflow.yaml, or the URL of a git repository (https, ssh, file) with a workflow.yaml in its root, with #BRANCH, #TAG or #COMMIT behind it. What was taken is pinned by the digest in its first line, and its commit is printed. A template is a stranger's: look at its commands before you start.",
      "Git gets nothing of .orchestrator/ by default. --portable lets it have sessions, identity, configuration and templates, so that a clone goes on where this one stands; --no-portable takes that back, and with it all that is shared and not named again. --share-config and --share-secrets let it have only config.yaml, or only the vault, in which every secret is sealed. Where .orchestrator/ is there already these flags change nothing else.",
      "--agents-md puts a block between two marker lines into AGENTS.md and CLAUDE.md, into each that is there, or into a new AGENTS.md; run it again to bring the block up to date. Nothing outside the markers changes, and a link is never written through. What somebody wrote between them is copied below .orchestrator/backups first. --no-agents-md leaves the files as they were before.",
    ],
    positionals: [{ name: "STAMP", brief: "which copy --restore puts back", optional: true }],
    flags: [
      { name: "force", short: "f", kind: "switch", brief: "replace an existing workflow.yaml" },
      { name: "restore", kind: "switch", brief: "put back the copy that --force made" },
      { name: "here", kind: "switch", brief: "make a home in the working directory" },
      {
        name: "template",
        kind: "value",
        placeholder: "WHICH",
        brief: "a built-in name, a path, or a git URL with #REF",
        completes: ["default", "minimal", "bugfix"],
      },
      { name: "list-templates", kind: "switch", brief: "list the built-in workflows" },
      { name: "portable", kind: "switch", brief: "let git carry the sessions" },
      { name: "no-portable", kind: "switch", brief: "let git have nothing again" },
      { name: "share-config", kind: "switch", brief: "let git have config.yaml" },
      { name: "share-secrets", kind: "switch", brief: "let git have the sealed vault" },
      {
        name: "agents-md",
        kind: "switch",
        brief: "keep a block for agents in AGENTS.md and CLAUDE.md, and do nothing else",
      },
      { name: "no-agents-md", kind: "switch", brief: "remove that block, and do nothing else" },
      { name: "dry-run", kind: "switch", brief: "say what would be done and do nothing" },
    ],
    effect: { writes: ["workflow.yaml", "on request a block in AGENTS.md and CLAUDE.md"] },
    examples: [
      ["orchestrator init", "write workflow.yaml"],
      ["orchestrator init --template bugfix", "a workflow for mending a fault"],
      ["orchestrator init --portable", "let git carry the sessions"],
    ],
    load: () => import("../commands/init.ts"),
  },
  {
    path: "start",
    brief: "start a workflow for a task",
    details: [
      "Reads workflow.yaml (or -w FILE, or the default workflow), pins it in a new session, and makes that session the current one. Nothing is left behind when it fails.",
      "Starting grants what the definition names: its command lines may run in this repository from now on. The grant does not say what those programs do. See `orchestrator trust show`.",
      "Secrets that the workflow declares and no source has are named, each with the command that sets it; --require-secrets refuses to start without them.",
      "The same task again continues its session. For another task, finish or abandon the active session, or work beside it with --parallel.",
    ],
    positionals: [{ name: "TASK", brief: "what is to be done" }],
    flags: [
      {
        name: "workflow",
        short: "w",
        kind: "value",
        placeholder: "FILE",
        brief: "definition to use",
      },
      {
        name: "project",
        short: "p",
        kind: "value",
        placeholder: "NAME",
        brief: "name of the project",
      },
      {
        name: "constraints",
        short: "c",
        kind: "list",
        placeholder: "TEXT",
        brief: "something to keep to, shown by status; repeatable",
      },
      { name: "test-command", kind: "value", placeholder: "LINE", brief: "setting test_command" },
      { name: "build-command", kind: "value", placeholder: "LINE", brief: "setting build_command" },
      {
        name: "trust",
        kind: "value",
        placeholder: "HOW",
        brief: "setting trust.start: grant, ask or refuse",
      },
      { name: "parallel", kind: "switch", brief: "start beside an active session; current stays" },
      { name: "new", kind: "switch", brief: "start another session for the same task" },
      {
        name: "require-secrets",
        kind: "switch",
        brief: "only if every secret that the workflow declares is there",
      },
    ],
    effect: { writes: ["a grant in your state directory", AUTO_EXPORT_WRITES] },
    examples: [
      ['orchestrator start "Add search"', "start with workflow.yaml"],
      ['orchestrator start "Add search" -c "No new dependencies"', "with a constraint"],
    ],
    load: () => import("../commands/start.ts"),
  },
  {
    path: "status",
    brief: "show where the workflow stands and what to do next",
    details: [
      "Prints the current phase with its checklist and one line NEXT_ACTION with the command to run next. Without a workflow it says so and exits 0.",
    ],
    positionals: [],
    flags: [],
    effect: READS,
    examples: [
      ["orchestrator status", "for people and agents"],
      ["orchestrator status --json", "for programs"],
    ],
    load: () => import("../commands/status.ts"),
  },
  {
    path: "complete",
    brief: "complete an item; runs its check first",
    details: [
      "An item with a check is completed only if the check passes; a check that fails is recorded and exits 1. Commands run without a shell, in the tree, under a time limit.",
      "--skip-verify leaves out the check of an item that is not a gate; gates are always checked.",
    ],
    positionals: [ITEM],
    flags: [
      { name: "notes", short: "n", kind: "value", placeholder: "TEXT", brief: "what was done" },
      {
        name: "notes-file",
        kind: "value",
        placeholder: "FILE",
        brief: "read the notes from a file, - for stdin",
      },
      {
        name: "evidence",
        kind: "value",
        placeholder: "FILE",
        brief: "JSON evidence for an item that names a schema, - for stdin",
      },
      { name: "skip-verify", kind: "switch", brief: "complete without running the check" },
    ],
    effect: RECORDS,
    examples: [['orchestrator complete write_tests --notes "12 cases"', "complete one item"]],
    load: () => import("../commands/complete.ts"),
  },
  {
    path: "skip",
    brief: "skip an item, with a reason",
    details: [
      "The reason has at least 10 characters, 50 for a documented step. Required steps are never skipped; a gate only with --force and 50 characters.",
    ],
    positionals: [ITEM],
    flags: [
      { name: "reason", short: "r", kind: "value", placeholder: "TEXT", brief: "why (needed)" },
      { name: "force", short: "f", kind: "switch", brief: "skip a gate" },
    ],
    effect: RECORDS,
    examples: [[
      'orchestrator skip check_roadmap -r "No roadmap in this repository"',
      "skip one item",
    ]],
    load: () => import("../commands/skip.ts"),
  },
  {
    path: "approve-item",
    brief: "approve a manual gate",
    details: [
      "With workflow.require_human_approval this needs a person at a terminal. That stops mistakes, not malice.",
    ],
    positionals: [ITEM],
    flags: [
      { name: "notes", short: "n", kind: "value", placeholder: "TEXT", brief: "what was approved" },
    ],
    effect: RECORDS,
    examples: [["orchestrator approve-item user_approval", "approve one gate"]],
    load: () => import("../commands/approve_item.ts"),
  },
  {
    path: "approve",
    brief: "approve a phase that ends with a human approval",
    details: ["Approves the current phase, or the one named with --phase."],
    positionals: [],
    flags: [
      {
        name: "phase",
        short: "p",
        kind: "value",
        placeholder: "PHASE",
        brief: "the phase to approve",
      },
    ],
    effect: RECORDS,
    examples: [["orchestrator approve --phase PLAN", "approve one phase"]],
    load: () => import("../commands/approve.ts"),
  },
  {
    path: "advance",
    brief: "go to the next phase",
    details: [
      "Needs every required item of the current phase completed or skipped, and its approval if it ends with one. --force goes on without; the event says so.",
    ],
    positionals: [],
    flags: [
      { name: "force", short: "f", kind: "switch", brief: "leave items of this phase open" },
      { name: "yes", short: "y", kind: "switch", brief: "leave out the summary of the phase" },
    ],
    effect: RECORDS,
    examples: [["orchestrator advance", "go on"]],
    load: () => import("../commands/advance.ts"),
  },
  {
    path: "finish",
    brief: "finish the workflow, or abandon it",
    details: [
      "Marks the session completed and writes its summary into the session. It commits, pushes and archives nothing.",
      "--abandon with --reason ends the session without completing it.",
    ],
    positionals: [],
    flags: [
      { name: "notes", short: "n", kind: "value", placeholder: "TEXT", brief: "closing notes" },
      { name: "abandon", kind: "switch", brief: "end it without completing it; needs --reason" },
      { name: "reason", short: "r", kind: "value", placeholder: "TEXT", brief: "why" },
      { name: "force", kind: "switch", brief: "finish with items of this phase open" },
      {
        name: "skip-review-check",
        kind: "switch",
        brief: "finish without the required reviews; needs --reason",
      },
    ],
    effect: RECORDS,
    examples: [
      ["orchestrator finish", "after the last phase"],
      ['orchestrator finish --abandon --reason "Superseded"', "give up"],
    ],
    load: () => import("../commands/finish.ts"),
  },
  {
    path: "log",
    brief: "show what happened",
    details: [
      "Prints the last 100 events of the session, oldest first. What the predecessor logged comes first and is marked (history).",
      "--follow goes on with new events as they are recorded, whole groups only, until it is interrupted; --since 0s leaves out what there is already.",
      "--ndjson prints one orchestrator.event/1 document a line, and so does --follow --json.",
    ],
    positionals: [],
    flags: [
      { name: "limit", short: "n", kind: "value", placeholder: "N", brief: "the last N events" },
      { name: "all", kind: "switch", brief: "every event" },
      {
        name: "since",
        kind: "value",
        placeholder: "WHEN",
        brief: "events from a time (UTC), or of an age: 30m, 2h, 3d",
      },
      {
        name: "type",
        kind: "list",
        placeholder: "TYPE",
        brief: "only events of this type; repeatable",
      },
      { name: "item", kind: "list", placeholder: "ID", brief: "only of this item; repeatable" },
      {
        name: "actor",
        kind: "list",
        placeholder: "WHO",
        brief: "only by human, agent or system; repeatable",
      },
      { name: "follow", short: "f", kind: "switch", brief: "go on with new events" },
      { name: "ndjson", kind: "switch", brief: "one JSON document a line" },
    ],
    effect: READS,
    examples: [
      ["orchestrator log --limit 20", "the last 20 events"],
      ["orchestrator log --type verification_failed --since 2h", "what failed lately"],
      ["orchestrator log --follow --ndjson", "for a program that watches"],
    ],
    load: () => import("../commands/log.ts"),
  },
  {
    path: "validate",
    brief: "check a workflow definition",
    details: [
      "A definition has name, version, settings and phases; a phase has id, name and items; an item has id, name and, if it needs them, description, required, step_type (gate, required, documented, flexible) and verification. The type of a verification is none, manual_gate, file_exists with a path, or command with a command. init writes one with comments, to look at.",
      "Exits 1 if the definition has problems; warnings alone exit 0.",
    ],
    positionals: [{ name: "FILE", brief: "workflow.yaml if left out", optional: true }],
    flags: [
      {
        name: "workflow",
        short: "w",
        kind: "value",
        placeholder: "FILE",
        brief: "the same as FILE",
      },
    ],
    effect: READS,
    examples: [["orchestrator validate", "check workflow.yaml"]],
    load: () => import("../commands/validate.ts"),
  },
];
