import { removeQuietly } from "./durable_file.ts";
import { fail, OrchestratorError } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { parentOf } from "./publish.ts";
import { randomName } from "./random_name.ts";
import { lstatOrNull } from "./read_file.ts";
import { syncDirectory } from "./sync_directory.ts";
import { writeAll } from "./write_all.ts";

/** A file outside `.orchestrator/` in the making: it gets its name when it is whole. */
export interface NewFile extends Disposable {
  /** Throws `io`. */
  write(bytes: Uint8Array): void;
  /** Makes it durable and gives it its name. Throws `file.exists` rather than replace anything; `io`. */
  publish(): void;
}

/**
 * Begins a new file that only its owner may read. Closing it without {@link NewFile.publish} leaves
 * nothing behind.
 *
 * @param path Absolute.
 * @throws `file.exists`, `file.not_created`
 */
export function createFile(path: string): NewFile {
  if (lstatOrNull(path) !== null) throw fail("file.exists", { path });
  const parent = parentOf(path);
  const staged = `${parent}/.${path.slice(path.lastIndexOf("/") + 1)}.${randomName(8)}.tmp`;
  const file = openNew(staged, path);
  const attempt = (action: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (error instanceof OrchestratorError) throw error;
      throw fail("io", { action, path, problem: problemOf(error) });
    }
  };
  return {
    write: (bytes) => attempt("write", () => writeAll(file, bytes)),
    publish: () =>
      attempt("write", () => {
        file.syncSync();
        nameNew(staged, path);
        syncDirectory(parent);
      }),
    [Symbol.dispose]: () => {
      removeQuietly(staged);
      file.close();
    },
  };
}

function openNew(staged: string, path: string): Deno.FsFile {
  try {
    return Deno.openSync(staged, { write: true, createNew: true, mode: 0o600 });
  } catch (error) {
    throw fail("file.not_created", { path, problem: problemOf(error) });
  }
}

/** A link cannot replace anything; where the file system has none, a look before the rename must do. */
function nameNew(staged: string, path: string): void {
  try {
    Deno.linkSync(staged, path);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists || lstatOrNull(path) !== null) {
      throw fail("file.exists", { path });
    }
    Deno.renameSync(staged, path);
  }
}
