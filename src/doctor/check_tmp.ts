import { readSystemFile } from "../process/read_system_file.ts";
import { LAYOUT } from "../repo/layout.ts";
import { findMount, readMounts } from "../repo/mounts.ts";
import { checkedPath } from "../store/checked_path.ts";
import { holderOfFile, isLayered, parseLocks } from "../store/held_locks.ts";
import { listDirectory } from "../store/list_directory.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** What commands that were cut off have left in the staging area. It never counted. */
export async function checkTmp({ place: { home } }: DoctorInput): Promise<readonly Finding[]> {
  const { path } = checkedPath(home, LAYOUT.tmp, "directory");
  const stages = listDirectory(path).filter(({ kind }) => kind === "directory");
  if (stages.length === 0) return [found("tmp", "ok", { left: 0, at_work: 0 })];
  const text = await readSystemFile("/proc/locks");
  if (text === null) return [found("tmp", "not_tried", { why: "system" })];
  const locks = parseLocks(text);
  const layered = isLayered(findMount(await readMounts(), home)?.type);
  const atWork = stages.filter(({ name }) =>
    holderOfFile(`${path}/${name}/lock`, locks, layered) !== null
  );
  const left = stages.length - atWork.length;
  return [found("tmp", left > 0 ? "note" : "ok", { left, at_work: atWork.length, path })];
}
