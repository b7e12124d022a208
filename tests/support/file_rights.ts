/**
 * Words before a command line with which file modes count for it: none for ordinary users; for root
 * a tool that takes the right to ignore them away; null where there is none.
 */
export function obeyModes(): readonly string[] | null {
  if (Deno.uid() !== 0) return [];
  const words = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"];
  return runs([...words, "true"]) ? words : null;
}

/** Whether this process may mount file systems. */
export function mayMount(): boolean {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return false;
  const directory = Deno.makeTempDirSync({ prefix: "orchestrator-mount-" });
  try {
    if (!runs(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory])) return false;
    runs(["umount", directory]);
    return true;
  } finally {
    Deno.removeSync(directory);
  }
}

/** Mounts a file system in memory; disposing unmounts it. */
export function mountMemory(directory: string, size: string): Disposable {
  mustRun(["mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", directory]);
  return { [Symbol.dispose]: () => mustRun(["umount", directory]) };
}

/** Makes a directory read-only by a mount over it; disposing unmounts it. */
export function mountReadOnly(directory: string): Disposable {
  mustRun(["mount", "--bind", directory, directory]);
  const unmount = { [Symbol.dispose]: () => mustRun(["umount", directory]) };
  try {
    mustRun(["mount", "-o", "remount,bind,ro", directory]);
  } catch (error) {
    unmount[Symbol.dispose]();
    throw error;
  }
  return unmount;
}

/** Whether a command line runs and succeeds. */
export function runs(words: readonly string[]): boolean {
  const [program = "", ...args] = words;
  try {
    return new Deno.Command(program, { args, stdout: "null", stderr: "null" }).outputSync().success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function mustRun(words: readonly string[]): void {
  if (!runs(words)) throw new Error(`Failed: ${words.join(" ")}`);
}
