import { HOUSE, LAYOUT, sessionDirectory } from "../../repo/layout.ts";
import { fail } from "../../store/failure.ts";
import { fileBlocks } from "../../store/file_blocks.ts";
import { listDirectory } from "../../store/list_directory.ts";
import { beginNewFile } from "../../store/new_file.ts";
import { lstatOrNull } from "../../store/read_file.ts";
import type { NewEntry } from "../../tar/entry.ts";
import { writeArchive } from "../../tar/write_archive.ts";
import type { HouseContent } from "./uninstall_house.ts";

/** Files that mean nothing elsewhere. */
const LOCK = "lock";

/**
 * Writes all that is ours in `.orchestrator/` to a new archive, whole or not at all. Unpacked in the
 * home, it is there again. The caller holds the locks.
 *
 * @param path Absolute; nothing may be there.
 * @throws `output.exists`, `file.not_created`, `io`, `file.unreadable`; `uninstall.not_exportable` for a
 * link or device, which the archive cannot hold
 */
export async function writeStateArchive(
  home: string,
  house: HouseContent,
  path: string,
): Promise<void> {
  const entries = archiveEntries(home, house);
  const file = beginNewFile(path, 0o600);
  try {
    for await (const piece of writeArchive(entries)) file.write(piece);
    file.publish();
  } finally {
    file[Symbol.dispose]();
  }
}

function archiveEntries(home: string, house: HouseContent): readonly NewEntry[] {
  const roots = [
    ...(house.gitignore === "ours" ? [LAYOUT.gitignore] : []),
    ...house.names.map((name) => `${HOUSE}/${name}`),
    ...house.sessions.map(sessionDirectory),
    // Of a run that was cut off.
    ...(lstatOrNull(`${home}/${LAYOUT.uninstalled}`) === null ? [] : [LAYOUT.uninstalled]),
  ];
  return roots.sort().flatMap((root) => entriesOf(home, root));
}

function entriesOf(home: string, name: string): readonly NewEntry[] {
  const path = `${home}/${name}`;
  const info = lstatOrNull(path);
  if (info === null) return [];
  const mtime = Math.max(0, Math.floor((info.mtime?.getTime() ?? 0) / 1000));
  if (info.isFile) {
    return [{ kind: "file", name, size: info.size, mtime, content: fileBlocks(path, info.size) }];
  }
  if (!info.isDirectory) throw fail("uninstall.not_exportable", { path });
  const isSession = name.startsWith(`${LAYOUT.sessions}/`);
  const below = listDirectory(path).map((entry) => entry.name)
    .filter((child) => !(isSession && child === LOCK)).sort();
  return [
    { kind: "directory", name, size: 0, mtime, content: [] },
    ...below.flatMap((child) => entriesOf(home, `${name}/${child}`)),
  ];
}
