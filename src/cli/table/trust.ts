import type { CommandEntry } from "../command_entry.ts";

const READS = { reads: true } as const;

/** The commands about what a repository may run. */
export const TRUST_COMMANDS: readonly CommandEntry[] = [
  {
    path: "trust show",
    brief: "show the commands a session may run",
    details: [
      "Lists every command line of the session's definition after its settings are filled in, with the program that would run, and whether they are granted.",
    ],
    positionals: [],
    flags: [{
      name: "start",
      kind: "switch",
      brief: "what start would run here, without a session",
    }],
    effect: READS,
    examples: [
      ["orchestrator trust show", "before granting"],
      ["orchestrator trust show --start", "before starting"],
    ],
    load: () => import("../commands/trust_show.ts"),
  },
  {
    path: "trust grant",
    brief: "allow the commands of a session to run here",
    details: [
      "A grant says that these command lines may run in this repository. It does not say what the programs do. It is kept in your state directory, never in the repository; where that cannot be written, a variable to set is printed.",
      "--sops grants something else: that the files of sops in this repository may be opened by the program sops when a secret is looked for, if they have keys of age only.",
    ],
    positionals: [],
    flags: [{
      name: "sops",
      kind: "switch",
      brief: "that files of sops here may be opened; no session is needed",
    }],
    effect: { writes: ["your state directory: one file that holds the grant"] },
    examples: [["orchestrator trust grant", "after reading trust show"]],
    load: () => import("../commands/trust_grant.ts"),
  },
  {
    path: "trust revoke",
    brief: "take back what was granted for this repository",
    details: [
      "Without an argument everything that was granted here: lists of commands and names that approve. LIST is the beginning of the hash of one list, at least 8 digits.",
    ],
    positionals: [{ name: "LIST", brief: "the hash of one list", optional: true }],
    flags: [
      {
        name: "approver",
        kind: "value",
        placeholder: "NAME",
        brief: "only approvals of this name",
      },
    ],
    effect: { writes: ["your state directory: removes files of grants"] },
    examples: [["orchestrator trust revoke", "nothing of this repository may run any more"]],
    load: () => import("../commands/trust_revoke.ts"),
  },
  {
    path: "trust list",
    brief: "list all grants of yours",
    details: ["For every repository; those of this one are marked with a star."],
    positionals: [],
    flags: [],
    effect: READS,
    examples: [["orchestrator trust list", "what may run where"]],
    load: () => import("../commands/trust_list.ts"),
  },
  {
    path: "trust approve-from",
    brief: "let the approvals of a name count here",
    details: [
      "With workflow.require_human_approval only a person at a terminal approves. After this command, whoever sets ORCHESTRATOR_ACTOR to the name approves as well, in this repository. It stops mistakes, not malice.",
    ],
    positionals: [{ name: "NAME", brief: "the value of ORCHESTRATOR_ACTOR" }],
    flags: [],
    effect: { writes: ["your state directory: one file that holds the name"] },
    examples: [["orchestrator trust approve-from release-bot", "a bot that may approve"]],
    load: () => import("../commands/trust_approve_from.ts"),
  },
];
