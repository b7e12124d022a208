import type { CommandEntry } from "../command_entry.ts";

const READS = { reads: true } as const;

/** The commands about the repository, trust and the program itself. */
export const HOUSE_COMMANDS: readonly CommandEntry[] = [
  {
    path: "paths",
    brief: "show which directories are used",
    details: [
      "Home holds .orchestrator/, tree is the checkout you stand in. They differ only in a linked git worktree.",
    ],
    positionals: [],
    flags: [{ name: "explain", kind: "switch", brief: "show every step of the search" }],
    effect: READS,
    examples: [["orchestrator paths --explain", "why this directory"]],
    load: () => import("../commands/paths.ts"),
  },
  {
    path: "env",
    brief: "show where this runs, who runs it, and why we think so",
    details: [
      "Names the kind of machine (a web sandbox, CI, a container, an ordinary machine), the actor that events will carry, and each sign that was seen. ORCHESTRATOR_ENV and ORCHESTRATOR_ACTOR override the guess. A detected environment alone grants nothing.",
    ],
    positionals: [],
    flags: [],
    effect: READS,
    examples: [["orchestrator env", "what this program thinks of its surroundings"]],
    load: () => import("../commands/env.ts"),
  },
  {
    path: "doctor",
    aliases: ["health"],
    brief: "check the state and mend it",
    details: [
      "Each check says what it found and the command that mends it. Exits 1 if something is wrong.",
      "--fix mends what is marked fixable; what could not be read goes to .orchestrator/quarantine byte for byte. --restore puts a file from there back; what lies in its place is set aside in its turn.",
      "Looking tells nothing of writing: --probe records real events in a session of its own, syncs each, reads them back and removes them. Of what was not tried nothing is said.",
      "Checks: home, house, identity, journal, sessions, locks, tmp, definition, settings, declared-secrets, config, trust, quarantine, trash, uninstalled, legacy, permissions, space, git-program, git, environment, hooks, tmux, sops, secrets, versions, probe.",
    ],
    positionals: [],
    flags: [
      {
        name: "only",
        kind: "value",
        placeholder: "IDS",
        brief: "only these checks, with commas between: home, sessions, trash, ...",
      },
      { name: "verbose", kind: "switch", brief: "every check by name, with its evidence" },
      { name: "probe", kind: "switch", brief: "also write, sync, read back and remove an event" },
      {
        name: "restore",
        kind: "value",
        placeholder: "ID",
        brief: "put a file from quarantine back, and do nothing else",
      },
      { name: "fix", kind: "switch", brief: "mend what can be mended" },
      { name: "dry-run", kind: "switch", brief: "with --fix: say what would be done" },
    ],
    effect: { writes: [] },
    examples: [
      ["orchestrator doctor --fix", "mend damage"],
      ["orchestrator doctor --probe", "can anything be recorded here at all"],
    ],
    load: () => import("../commands/doctor.ts"),
  },
  {
    path: "help",
    brief: "show help for a command or about a topic",
    details: ["`orchestrator help agents` is a page that an agent can work from alone."],
    positionals: [{
      name: "TOPIC",
      brief: "a command or one of the pages",
      completes: "topic",
      optional: true,
      many: true,
    }],
    flags: [],
    effect: READS,
    examples: [["orchestrator help agents", "the page for agents"]],
    load: () => import("../commands/help.ts"),
  },
];
