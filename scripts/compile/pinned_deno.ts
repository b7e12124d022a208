import { join } from "node:path";

/** The version of Deno that compiles, and so the version of the runtime in every binary. */
export const PINNED = "2.7.11";

/** A run of Deno that did not succeed; the message ends with what it printed. */
export class DenoError extends Error {
  override readonly name = "DenoError";
}

/** How to run one Deno command. */
export interface DenoRun {
  readonly repository: string;
  readonly cwd: string;
  readonly args: readonly string[];
  /** Variables on top of the ones of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs the pinned Deno, whichever one runs this script, and returns its standard output.
 *
 * @throws {DenoError} It exited with a failure.
 */
export async function runPinnedDeno(run: DenoRun): Promise<string> {
  const argv = Deno.version.deno === PINNED
    ? [Deno.execPath()]
    : ["sh", join(run.repository, "scripts", "deno")];
  const [program = "", ...args] = [...argv, ...run.args];
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd: run.cwd,
    env: { NO_COLOR: "1", RUST_BACKTRACE: "0", ...run.env, ORCHESTRATOR_DENO_PINNED: "1" },
    stdin: "null",
  }).output();
  if (!success) {
    throw new DenoError(
      `"deno ${run.args[0] ?? ""}" failed: ${new TextDecoder().decode(stderr).trim()}`,
    );
  }
  return new TextDecoder().decode(stdout);
}
