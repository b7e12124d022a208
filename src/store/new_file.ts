import { removeQuietly } from "./durable_file.ts";
import { fail, OrchestratorError } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { parentOf } from "./publish.ts";
import { lstatOrNull } from "./read_file.ts";
import { syncDirectory } from "./sync_directory.ts";
import { writeAll } from "./write_all.ts";
import { removeLeftovers, removeSecondNames, stageBeside } from "./write_outside.ts";

/** A file outside `.orchestrator/` that is written bit by bit and appears whole. */
export interface NewFile extends Disposable {
  write(bytes: Uint8Array): void;
  /** Makes it durable and gives it its name. */
  publish(): void;
}

/**
 * Begins a file where there is none. It is staged beside the target as `.<name>.<8 random>.tmp` under
 * a lock; disposing of it before it is published leaves nothing.
 *
 * @throws `output.exists` now or when it is published; `file.not_created`, `io`
 */
export function beginNewFile(path: string, mode: number): NewFile {
  removeSecondNames(parentOf(path));
  requireAbsent(path);
  removeLeftovers(path);
  const staged = stageBeside(path, mode);
  let isOpen = true;
  function orFail(action: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof OrchestratorError) throw error;
      throw fail("io", { action, path, problem: problemOf(error) });
    }
  }
  return {
    write: (bytes) => orFail("write", () => writeAll(staged.file, bytes)),
    publish: () =>
      orFail("write", () => {
        staged.file.syncSync();
        nameIt(staged.path, path);
        syncDirectory(parentOf(path));
      }),
    [Symbol.dispose]: () => {
      if (!isOpen) return;
      isOpen = false;
      removeQuietly(staged.path);
      staged.file.close();
    },
  };
}

/** A link cannot replace what somebody has put there meanwhile; a renaming can. */
function nameIt(staged: string, path: string): void {
  try {
    Deno.linkSync(staged, path);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) throw fail("output.exists", { path });
    requireAbsent(path);
    Deno.renameSync(staged, path);
  }
}

function requireAbsent(path: string): void {
  if (lstatOrNull(path) !== null) throw fail("output.exists", { path });
}
