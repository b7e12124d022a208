import { HOUSE, LAYOUT } from "../repo/layout.ts";
import { checkedDirectory, checkedPath } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { replaceFile } from "../store/replace_file.ts";
import { settleUnderLock } from "./interrupted.ts";
import { lockRepository } from "./lock_house.ts";
import type { Writer } from "./writer.ts";

/** What `.gitignore` says unless the user has decided otherwise: nothing of ours is git's business. */
const IGNORE_ALL = "*\n";

/**
 * Makes `.orchestrator/` where it is missing: `.gitignore` first, then `meta.json`. What is there
 * stays as it is.
 *
 * @param metaText Content of a new `meta.json`.
 * @throws `home.unsafe`, `file.not_created`, `io`, `lock.busy`.
 */
export async function ensureHouse(writer: Writer, metaText: string): Promise<void> {
  const { home } = writer.place;
  // Before the lock file, which git would see.
  makeHiddenHouse(home);
  if (exists(home, LAYOUT.meta)) {
    return;
  }
  await whileHeld(lockRepository(writer), () => {
    settleUnderLock(writer);
    writeIfMissing(home, LAYOUT.meta, metaText);
  });
}

/**
 * Makes a directory for what is ours, which git does not see; it is no home yet, only a place to
 * stage in.
 *
 * @throws `home.unsafe`, `file.not_created`, `io`
 */
export function makeHiddenHouse(home: string): void {
  checkedDirectory(home, HOUSE);
  writeIfMissing(home, LAYOUT.gitignore, IGNORE_ALL);
}

function exists(home: string, relative: string): boolean {
  return checkedPath(home, relative, "file").exists;
}

function writeIfMissing(home: string, relative: string, text: string): void {
  if (!exists(home, relative)) {
    replaceFile(home, LAYOUT.tmp, relative, new TextEncoder().encode(text));
  }
}
