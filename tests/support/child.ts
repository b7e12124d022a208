import { runs } from "./file_rights.ts";

/** How a program ended. */
export interface ChildResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Words that run a script of these tests with this Deno. */
export function scriptCommand(script: URL, args: readonly string[]): readonly string[] {
  return [Deno.execPath(), "run", "-A", "--quiet", "--no-check", script.pathname, ...args];
}

/** Runs a script of these tests in a process of its own. */
export async function runScript(script: URL, args: readonly string[]): Promise<ChildResult> {
  return await run(scriptCommand(script, args));
}

/**
 * The same in a process whose files cannot grow beyond `kibibytes`: a write gets shorter or fails,
 * as on a full disk.
 */
export async function runScriptWithFileLimit(
  kibibytes: number,
  script: URL,
  args: readonly string[],
): Promise<ChildResult> {
  // The unit of -f is 512 bytes in sh.
  const limited = `trap '' XFSZ; ulimit -f ${kibibytes * 2}; exec "$@"`;
  return await run(["sh", "-c", limited, "sh", ...scriptCommand(script, args)]);
}

/** The calls that set the mode of a file, as strace takes them. */
const MODE_CALLS = "?chmod,?fchmod,?fchmodat";

/** Whether system calls of a child can be made to fail. */
export function canInject(): boolean {
  return runs([
    "strace",
    "-f",
    "-o",
    "/dev/null",
    "-e",
    `inject=${MODE_CALLS}:error=EPERM`,
    "true",
  ]);
}

/**
 * The same in a process that may set no mode, as on a file system that knows none.
 *
 * @param trace Where the refused calls are written, absolute.
 */
export async function runScriptWithoutModes(
  trace: string,
  script: URL,
  args: readonly string[],
): Promise<ChildResult> {
  const inject = ["-e", `trace=${MODE_CALLS}`, "-e", `inject=${MODE_CALLS}:error=EPERM`];
  return await run(["strace", "-f", "-o", trace, ...inject, ...scriptCommand(script, args)]);
}

async function run(words: readonly string[]): Promise<ChildResult> {
  const [program = "", ...args] = words;
  const output = await new Deno.Command(program, { args, stdin: "null" }).output();
  const decoder = new TextDecoder();
  return {
    code: output.code,
    stdout: decoder.decode(output.stdout),
    stderr: decoder.decode(output.stderr),
  };
}
