import { join } from "node:path";
import { runPinnedDeno } from "../compile/pinned_deno.ts";

/** The binaries to compare. */
export interface Programs {
  readonly orchestrator: string;
  /** A program that does nothing, compiled the same way. */
  readonly empty: string;
}

/**
 * Compiles both programs, or finds them up to date.
 *
 * @throws {DenoError} One of them could not be compiled.
 */
export async function compilePrograms(repository: string): Promise<Programs> {
  const directory = join(repository, ".cache", "bench");
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  const orchestrator = join(directory, `orchestrator${suffix}`);
  const empty = join(directory, `empty${suffix}`);
  await compile(repository, join(repository, "main.ts"), orchestrator);
  await compile(repository, join(repository, "scripts", "bench", "empty.ts"), empty);
  return { orchestrator, empty };
}

async function compile(repository: string, entry: string, out: string): Promise<void> {
  const script = join(repository, "scripts", "compile.ts");
  const args = ["run", "-A", "--quiet", script, "--entry", entry, "--out", out];
  await runPinnedDeno({ repository, cwd: repository, args });
}
