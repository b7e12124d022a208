import type { CommandEntry } from "../command_entry.ts";
import { SHELLS } from "../completion/shells.ts";

const READS = { reads: true } as const;

/** The commands for the shell that the program is typed into. */
export const SHELL_COMMANDS: readonly CommandEntry[] = [
  {
    path: "completion",
    brief: "print the completion script of a shell",
    details: [
      "The script asks the program itself for what fits: commands, flags, ids of sessions, items and phases. It only reads, and offers no id that a shell could take for anything but a word.",
      'bash: put `eval "$(orchestrator completion bash)"` into ~/.bashrc.',
      'zsh: put `eval "$(orchestrator completion zsh)"` into ~/.zshrc, after compinit, or write the script to a file _orchestrator in a directory of $fpath.',
      "fish: orchestrator completion fish > ~/.config/fish/completions/orchestrator.fish",
      "powershell: put `orchestrator completion powershell | Out-String | Invoke-Expression` into $PROFILE.",
      "nushell: write the script to a file and `source` it in config.nu.",
    ],
    positionals: [{ name: "SHELL", brief: SHELLS.join(", "), completes: SHELLS }],
    flags: [],
    effect: READS,
    examples: [
      ["orchestrator completion bash", "for bash"],
      ["orchestrator completion fish", "for fish"],
    ],
    load: () => import("../commands/completion.ts"),
  },
  {
    path: "__complete",
    hidden: true,
    brief: "print what fits at the end of a command line",
    details: [
      "Asked by the scripts of `orchestrator completion`. The last WORD is the one being typed. Each line is a candidate and, after a tab, what it is; a line `:files` or `:directories` says that names of files fit.",
    ],
    positionals: [
      { name: "WORD", brief: "the command line after its first word", optional: true, many: true },
    ],
    flags: [],
    effect: READS,
    examples: [['orchestrator __complete -- session switch ""', "ids of sessions"]],
    load: () => import("../commands/complete_word.ts"),
  },
];
