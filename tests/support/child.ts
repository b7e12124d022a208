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
