/** Runs `body` with the real path of a new directory, and removes the directory afterwards. */
export async function withDirectory<T>(body: (directory: string) => T | Promise<T>): Promise<T> {
  const directory = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "orchestrator_test_" }));
  try {
    return await body(directory);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

/** Writes a file that can be run. */
export function writeProgram(path: string, text: string): void {
  Deno.writeTextFileSync(path, text);
  Deno.chmodSync(path, 0o755);
}
