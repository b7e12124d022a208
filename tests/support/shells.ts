import { type Run, runWords } from "./run_orchestrator.ts";
import type { RepositoryFixture } from "./repository_fixture.ts";

/** The shells that are asked themselves what they complete. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** One of {@link SHELLS}. */
export type ShellName = (typeof SHELLS)[number];

/** Whether a program is on the search path of the tests. */
export function isInstalled(program: string): boolean {
  const { success } = new Deno.Command("sh", { args: ["-c", `command -v ${program}`] })
    .outputSync();
  return success;
}

/** Calls the function that bash would call, with the words that readline would give it. */
const BASH = `eval "$(orchestrator completion bash)"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_orchestrator
printf '%s\\n' "\${COMPREPLY[@]}"
`;

/** Types the line at a prompt of zsh and presses Tab; waits until its terminal shows a text. */
const ZSH = `zmodload zsh/zpty
zpty shell 'zsh -f -i'
zpty -w shell 'PS1="> "; autoload -Uz compinit; compinit -D; unsetopt beep list_ambiguous; eval "$(orchestrator completion zsh)"; echo REA""DY'
zpty -r -m shell line '*READY*> *'
zpty -w -n shell "$1"$'\\t'
zpty -r -m shell line "*$2*"
print -r -- "$line"
zpty -d shell
`;

const FISH = `orchestrator completion fish | source
complete -C "$argv[1]"
`;

/** What a shell offers at the end of a line, as it prints it; it is expected to offer one text. */
export async function completedBy(
  shell: ShellName,
  line: string,
  expected: string,
  { path: cwd, env }: RepositoryFixture,
): Promise<Run> {
  const options = { cwd, env: { ...env, TERM: "dumb", LC_ALL: "C.UTF-8" }, killAfter: 30_000 };
  switch (shell) {
    case "bash":
      return await runWords(
        ["bash", "--norc", "-c", BASH, "bash", ...readlineWords(line)],
        options,
      );
    case "zsh":
      return await runWords(["zsh", "-f", "-c", ZSH, "zsh", line, expected], options);
    case "fish":
      return await runWords(["fish", "--no-config", "-c", FISH, line], options);
  }
}

/** Readline ends words at "=" too, and makes it a word. */
function readlineWords(line: string): readonly string[] {
  return line.split(" ").flatMap((word) => word.split(/(?<==)|(?==)/));
}
