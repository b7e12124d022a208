import { checkedPath } from "./checked_path.ts";
import { listDirectory } from "./list_directory.ts";
import { removeStage } from "./stage.ts";

const COPY = /^\..+\.[0-9a-z]{8}\.tmp$/;

/**
 * Removes the unfinished copies of directories, `.<name>.<8 random>.tmp`, that a process left which
 * died while it copied to another device. The caller holds the repository lock, under which alone
 * directories are published, so that nobody is at work on them.
 *
 * @param relative The directory that holds them, relative to the home.
 */
export function sweepCopies(home: string, relative: string): void {
  const { path } = checkedPath(home, relative, "directory");
  for (const { name, kind } of listDirectory(path)) {
    if (kind === "directory" && COPY.test(name)) {
      removeStage(`${path}/${name}`);
    }
  }
}
