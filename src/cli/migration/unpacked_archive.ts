import { listArchive } from "../../migrate/list_archive.ts";
import { unpackArchive } from "../../migrate/unpack_archive.ts";
import { whileHeld } from "../../store/disposing.ts";
import { fail, OrchestratorError } from "../../store/failure.ts";
import { userFileBlocks } from "../../store/file_blocks.ts";
import { freeSpace } from "../../store/free_space.ts";
import { expandArchive } from "../../tar/expand_archive.ts";
import { type ForeignEntry, readForeignArchive } from "../../tar/read_foreign_archive.ts";

/** An archive with a repository in it, and where to unpack it. */
export interface ArchiveInput {
  /** Absolute. */
  readonly path: string;
  /** As the user wrote it. */
  readonly given: string;
  /** Makes a directory that is removed when it is disposed of; called when there is something to unpack. */
  readonly makeStage: () =>
    | Promise<Disposable & { readonly path: string }>
    | (Disposable & { readonly path: string });
}

/** What is kept free beside the unpacked files, in bytes. */
const RESERVE = 16_777_216;

/**
 * Unpacks what a migration could take of the repository in an archive, and works with it.
 *
 * @param work Gets the absolute path of the unpacked repository.
 * @returns Null when nothing of the predecessor is in the archive.
 * @throws `archive.refused`, `migrate.no_space`, and what unpacking and `work` throw
 */
export async function withUnpacked<T>(
  { path, given, makeStage }: ArchiveInput,
  work: (root: string) => Promise<T>,
): Promise<T | null> {
  const entries = (): AsyncGenerator<ForeignEntry> =>
    readForeignArchive(expandArchive(userFileBlocks(path)));
  const listing = await naming(given, () => listArchive(entries()));
  if (listing.wanted.size === 0) return null;
  const stage = await makeStage();
  return await whileHeld(Promise.resolve(stage), async () => {
    const free = freeSpace(stage.path);
    const needed = listing.bytes + RESERVE;
    if (free !== null && free < needed) throw fail("migrate.no_space", { needed, free });
    const root = `${stage.path}/repository`;
    if (!await naming(given, () => unpackArchive(entries(), listing, root))) {
      throw fail("file.unreadable", { path: given, problem: "it was changed meanwhile" });
    }
    return await work(root);
  });
}

/** Says which archive is refused. */
async function naming<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const isRefused = error instanceof OrchestratorError &&
      error.failure.code === "snapshot.damaged";
    throw isRefused ? fail("archive.refused", { path, ...error.failure.facts }) : error;
  }
}
