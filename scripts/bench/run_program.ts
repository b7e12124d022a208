import type { Repository } from "./repository.ts";

/** A program did not end as expected, so that how long it took means nothing. */
export class RunError extends Error {
  override readonly name = "RunError";
}

/** What one run of a program took and said. */
export interface Run {
  /** From before it was started until its end was seen, in milliseconds. */
  readonly milliseconds: number;
  readonly stderr: string;
}

/**
 * Runs a program in a repository, alone and to its end.
 *
 * @throws {RunError} It exited with a failure.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  repository: Repository,
): Run {
  const command = commandOf(program, args, repository);
  const started = performance.now();
  const output = command.outputSync();
  const milliseconds = performance.now() - started;
  return { milliseconds, stderr: checkedStderr(args, output) };
}

/**
 * Runs a program in a repository beside others; the time includes that of waiting for a processor.
 *
 * @throws {RunError} It exited with a failure.
 */
export async function runBeside(
  program: string,
  args: readonly string[],
  repository: Repository,
): Promise<Run> {
  const command = commandOf(program, args, repository);
  const started = performance.now();
  const output = await command.output();
  const milliseconds = performance.now() - started;
  return { milliseconds, stderr: checkedStderr(args, output) };
}

function commandOf(
  program: string,
  args: readonly string[],
  { root, environment }: Repository,
): Deno.Command {
  return new Deno.Command(program, {
    args: [...args],
    cwd: root,
    clearEnv: true,
    env: { ...environment },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

function checkedStderr(
  args: readonly string[],
  { code, stdout, stderr }: Deno.CommandOutput,
): string {
  const decoder = new TextDecoder();
  const said = decoder.decode(stderr);
  if (code !== 0) {
    const what = said.trim() || decoder.decode(stdout).trim();
    throw new RunError(`"${args.join(" ")}" exited with ${code}: ${what}`);
  }
  return said;
}
