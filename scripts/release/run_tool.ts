/** Runs a program and returns what it printed; a failure of it is an error. */
export async function runTool(argv: readonly [string, ...string[]], cwd: string): Promise<string> {
  const [program, ...args] = argv;
  const { success, stdout, stderr } = await new Deno.Command(program, { args, cwd, stdin: "null" })
    .output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`"${argv.join(" ")}" failed: ${decoder.decode(stderr).trim()}`);
  return decoder.decode(stdout);
}
