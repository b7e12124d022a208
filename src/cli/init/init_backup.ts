import { backupFile, LAYOUT } from "../../repo/layout.ts";
import { isPathId } from "../../repo/path_id.ts";
import { checkedPath } from "../../store/checked_path.ts";
import { fail } from "../../store/failure.ts";
import { listDirectory } from "../../store/list_directory.ts";
import { readRegular } from "../../store/read_file.ts";

/** A copy of `workflow.yaml` that `init --force` made. */
export interface Backup {
  readonly stamp: string;
  readonly bytes: Uint8Array;
}

/** The name of a copy made now: sorts by time, valid as a path id. */
export function backupStamp(date: Date): string {
  return date.toISOString().replace(/[-:.]/g, "");
}

/**
 * The copy with a stamp, or the newest one.
 *
 * @throws `id.invalid`, `init.restore_none`, `home.unsafe`
 */
export function findBackup(home: string, stamp: string | null): Backup {
  if (stamp !== null && !isPathId(stamp)) throw fail("id.invalid", { what: "a stamp", id: stamp });
  const wanted = stamp ?? newest(home);
  const bytes = wanted === null
    ? null
    : readRegular(checkedPath(home, backupFile(wanted), "file").path);
  if (wanted === null || bytes === null) {
    throw fail("init.restore_none", {
      path: `${home}/${stamp === null ? LAYOUT.backups : backupFile(stamp)}`,
    });
  }
  return { stamp: wanted, bytes };
}

function newest(home: string): string | null {
  const stamps = listDirectory(checkedPath(home, LAYOUT.backups, "directory").path)
    .filter(({ name, kind }) => kind === "directory" && isPathId(name))
    .map(({ name }) => name)
    .filter((stamp) => checkedPath(home, backupFile(stamp), "file").exists);
  return stamps.sort().at(-1) ?? null;
}
