import type { CommandEntry } from "../command_entry.ts";

/** The command that removes everything. */
export const UNINSTALL_COMMANDS: readonly CommandEntry[] = [
  {
    path: "uninstall",
    brief: "remove everything that orchestrator has made here",
    details: [
      "Lists every trace with its owner, then removes what is ours: all of it in .orchestrator/, the block in AGENTS.md and CLAUDE.md, a workflow.yaml that is still the template it was made from, and the grants of this repository in your state directory. The program itself stays.",
      "What is not ours stays, and so does a workflow.yaml that you have changed or that git tracks. After init --force the workflow.yaml of before comes back.",
      "--export writes all that is removed from .orchestrator/ to a plain tar first, migrations and trash included; unpacked in the same directory, it is there again. Secrets in it are as they were: sealed. While a migration stands, --no-export is refused, and so it is while the vault holds secrets, unless --discard-secrets is given.",
    ],
    positionals: [],
    flags: [
      {
        name: "export",
        kind: "value",
        placeholder: "FILE",
        brief: "first write all of it to this new file",
      },
      { name: "no-export", kind: "switch", brief: "keep no copy" },
      {
        name: "discard-secrets",
        kind: "switch",
        brief: "the secrets of the vault may go without a copy",
      },
      { name: "dry-run", kind: "switch", brief: "only list the traces" },
      { name: "yes", short: "y", kind: "switch", brief: "do not ask" },
    ],
    effect: {
      writes: [
        "removes workflow.yaml if it is an unchanged template",
        "removes our block from AGENTS.md and CLAUDE.md",
        "your state directory: removes the grants of this repository",
        "FILE of --export",
      ],
    },
    examples: [
      ["orchestrator uninstall --dry-run", "what is here, and whose it is"],
      ["orchestrator uninstall --export orchestrator.tar --yes", "remove it and keep a copy"],
    ],
    load: () => import("../commands/uninstall.ts"),
  },
];
