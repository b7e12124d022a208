import { join } from "node:path";
import { say } from "./say.ts";

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

/** In milliseconds: many times what any of these commands takes. */
const LIMIT = 180_000;

/** The bundler has been seen to wait for ever, once. */
const TRIES = 3;

/**
 * Runs the pinned Deno, whichever one runs this script, and returns its standard output. A run that
 * does not end is ended and done again.
 *
 * @throws {DenoError} It exited with a failure.
 */
export async function runPinnedDeno(run: DenoRun): Promise<string> {
  const what = `"deno ${run.args[0] ?? ""}"`;
  for (let tried = 1;; tried++) {
    const signal = AbortSignal.timeout(LIMIT);
    const { success, stdout, stderr } = await outputOf(run, signal);
    if (success) return new TextDecoder().decode(stdout);
    if (!signal.aborted) {
      throw new DenoError(`${what} failed: ${new TextDecoder().decode(stderr).trim()}`);
    }
    if (tried === TRIES) throw new DenoError(`${what} does not end within ${LIMIT / 1000} s`);
    say(`${what} does not end; trying again`);
  }
}

async function outputOf(run: DenoRun, signal: AbortSignal): Promise<Deno.CommandOutput> {
  const argv = Deno.version.deno === PINNED
    ? [Deno.execPath()]
    : ["sh", join(run.repository, "scripts", "deno")];
  const [program = "", ...args] = [...argv, ...run.args];
  return await new Deno.Command(program, {
    args,
    cwd: run.cwd,
    env: { NO_COLOR: "1", RUST_BACKTRACE: "0", ...run.env, ORCHESTRATOR_DENO_PINNED: "1" },
    stdin: "null",
    signal,
  }).output();
}
