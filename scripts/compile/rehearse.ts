import { join } from "node:path";

/** What to rehearse. */
export interface Rehearsal {
  /** The command line of the program that leaves behind what it did (see `rehearsalOf`). */
  readonly program: readonly string[];
  /** A directory of the caller's that is not there yet. */
  readonly directory: string;
}

/**
 * One workflow, by the commands whose code is worth keeping: the functions that these runs call are the
 * ones that are kept. Each must succeed.
 */
const COMMAND_LINES: readonly (readonly string[])[] = [
  ["init"],
  ["list"],
  ["start", "Rehearse", "--test-command", "false"],
  ["session", "list"],
  ["log"],
  ["status"],
  ["complete", "check_roadmap", "--notes", "There is none"],
  ["status"],
  [
    "skip",
    "risk_analysis",
    "--reason",
    "There is nothing to weigh in a rehearsal, since nothing changes",
  ],
  ["complete", "clarifying_questions", "--json"],
  ["approve-item", "user_approval", "--notes", "Fine"],
  ["advance", "--force"],
  ["approve"],
  ["status", "--json"],
  ["finish", "--abandon", "--reason", "Rehearsed"],
  ["status"],
];

/**
 * Runs the program through one workflow and returns the directory of what it left behind.
 *
 * @throws {RangeError} A command failed.
 */
export async function rehearse({ program, directory }: Rehearsal): Promise<string> {
  const [kept, repository, user] = ["kept", "repository", "user"]
    .map((name) => join(directory, name));
  const [command, ...before] = program;
  if (
    command === undefined || kept === undefined || repository === undefined || user === undefined
  ) {
    throw new RangeError("There is nothing to rehearse, or no place");
  }
  for (const path of [kept, join(repository, ".git"), user]) {
    await Deno.mkdir(path, { recursive: true });
  }
  for (const args of COMMAND_LINES) {
    const { code, stdout, stderr } = await new Deno.Command(command, {
      args: [...before, ...args],
      cwd: repository,
      clearEnv: true,
      env: {
        PATH: Deno.env.get("PATH") ?? "",
        HOME: user,
        ORCHESTRATOR_REHEARSAL: kept,
      },
      stdin: "null",
    }).output();
    if (code === 0) continue;
    const said = new TextDecoder().decode(stderr) || new TextDecoder().decode(stdout);
    throw new RangeError(
      `The rehearsal of "${args.join(" ")}" exited with ${code}: ${said.trim()}`,
    );
  }
  return kept;
}

/** The names of the parts that each run of a rehearsal has loaded, of those entered by `entry`. */
export async function loadedParts(
  kept: string,
  entry: string,
): Promise<readonly ReadonlySet<string>[]> {
  const lines = (await Deno.readTextFile(join(kept, `${entry}.runs`))).trimEnd().split("\n");
  return lines.map((line) => {
    const names: unknown = JSON.parse(line);
    if (!Array.isArray(names)) throw new RangeError("A rehearsal left no list of parts behind");
    return new Set(names.map(String));
  });
}
