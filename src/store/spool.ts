import { readRing } from "../stream/block_ring.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { writeAll } from "./write_all.ts";

/** Bytes that came once and are read more than once. */
export interface Spool extends Disposable {
  write(bytes: Uint8Array): void;
  /**
   * All bytes from the first on; one reading at a time. A block is there until the next but five is
   * asked for: its memory is used again.
   */
  blocks(): Generator<Uint8Array<ArrayBuffer>>;
}

/**
 * Makes a spool in the system's directory for temporary files (`$TMPDIR`), readable by this user only.
 * Its name is removed at once where the system allows that, so that it never outlives the process.
 *
 * @throws `file.not_created`; writing and reading throw `io`
 */
export function openSpool(): Spool {
  const path = makeFile();
  const file = Deno.openSync(path, { read: true, write: true });
  const isNameless = removed(path);
  return {
    write: (bytes) => orFail("write", path, () => writeAll(file, bytes)),
    *blocks() {
      orFail("read", path, () => file.seekSync(0, Deno.SeekMode.Start));
      const next = readRing();
      for (;;) {
        const block = next();
        const size = orFail("read", path, () => file.readSync(block));
        if (size === null) return;
        yield block.subarray(0, size);
      }
    },
    [Symbol.dispose]: () => {
      file.close();
      if (!isNameless) removed(path);
    },
  };
}

function makeFile(): string {
  try {
    return Deno.makeTempFileSync({ prefix: "orchestrator-" });
  } catch (error) {
    throw fail("file.not_created", { path: "$TMPDIR", problem: problemOf(error) });
  }
}

function removed(path: string): boolean {
  try {
    Deno.removeSync(path);
    return true;
  } catch {
    return false;
  }
}

function orFail<T>(action: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fail("io", { action, path, problem: problemOf(error) });
  }
}
