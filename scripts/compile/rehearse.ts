import { join } from "node:path";

/** What to rehearse. */
export interface Rehearsal {
  /** The program whose scripts leave their compiled code behind (see `rehearsalOf`). */
  readonly program: string;
  /** An empty directory of the caller's. */
  readonly work: string;
  /** The scripts that must have been run in the end. */
  readonly names: readonly string[];
}

/**
 * One workflow, by the commands whose code is worth keeping: the functions that these runs call are the
 * ones that are kept. Each must succeed.
 */
const COMMAND_LINES: readonly (readonly string[])[] = [
  ["init"],
  ["start", "Rehearse", "--test-command", "false"],
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
 * Runs the program through one workflow and returns the compiled code of each script.
 *
 * @throws {RangeError} A command failed, or a script was never run.
 */
export async function rehearse(
  { program, work, names }: Rehearsal,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const directory = join(work, "rehearsal-files");
  const [kept, repository, user] = ["kept", "repository", "user"]
    .map((name) => join(directory, name));
  if (kept === undefined || repository === undefined || user === undefined) {
    throw new RangeError("There is no place to rehearse in");
  }
  for (const path of [kept, join(repository, ".git"), user]) {
    await Deno.mkdir(path, { recursive: true });
  }
  for (const args of COMMAND_LINES) {
    const { code, stdout, stderr } = await new Deno.Command(program, {
      args: [...args],
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
  const prepared = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const name of names) {
    prepared.set(name, await Deno.readFile(join(kept, `${name}.prepared`)));
  }
  return prepared;
}
