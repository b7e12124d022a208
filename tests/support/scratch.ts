import assert from "node:assert/strict";
import { type FailureCode, type Failures, OrchestratorError } from "../../src/store/failure.ts";

/** Runs `body` with a new directory that is removed afterwards. */
export async function withScratch<T>(body: (home: string) => T | Promise<T>): Promise<T> {
  const home = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "orchestrator_test_" }));
  try {
    return await body(home);
  } finally {
    Deno.removeSync(home, { recursive: true });
  }
}

/** A text as UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** All paths below a directory, sorted, directories with a slash at the end; links as `name@`. */
export function pathsBelow(directory: string, prefix = ""): readonly string[] {
  return Array.from(Deno.readDirSync(directory)).flatMap((entry) => {
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory) {
      return [`${name}/`, ...pathsBelow(`${directory}/${entry.name}`, `${name}/`)];
    }
    return [entry.isSymlink ? `${name}@` : name];
  }).sort();
}

/** The facts of the failure that `call` must end in. */
export async function failureOf<C extends FailureCode>(
  code: C,
  call: () => unknown,
): Promise<Failures[C]> {
  try {
    await call();
  } catch (error) {
    assert(
      error instanceof OrchestratorError,
      error instanceof Error ? error.stack : String(error),
    );
    assert.equal(error.failure.code, code, JSON.stringify(error.failure));
    return error.failure.facts as Failures[C];
  }
  throw new assert.AssertionError({ message: `Nothing failed, expected "${code}"` });
}

/** Makes a named pipe. */
export function makePipe(path: string): void {
  const { success } = new Deno.Command("mkfifo", { args: [path] }).outputSync();
  assert(success, "mkfifo failed");
}
