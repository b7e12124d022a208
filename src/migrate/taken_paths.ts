import { listDirectory } from "../store/list_directory.ts";
import { lstatOrNull } from "../store/read_file.ts";
import { readHead } from "../store/read_pieces.ts";
import type { Found, Scan } from "./scan_type.ts";

/** Secrets are compared whole; a larger file is not one. */
const LARGEST = 1_048_576;

/** Which destinations are taken, and which of them hold the same bytes already. */
export function takenPaths(
  root: string,
  home: string,
  found: readonly Found[],
): Pick<Scan, "taken" | "identical"> {
  const taken = new Set<string>();
  const identical = new Set<string>();
  for (const { artefact: { to, policy, kind }, source } of found) {
    if (to === null) continue;
    if (kind === "directory") addNames(root, source, taken, to);
    if (to.endsWith("/")) addNames(home, to.slice(0, -1), taken);
    else addNames(home, to.slice(0, to.lastIndexOf("/")), taken);
    if (policy === "copy" && taken.has(to) && isSame(`${root}/${source}`, `${home}/${to}`)) {
      identical.add(source);
    }
  }
  return { taken, identical };
}

/** @param as What the names are going to be below. */
function addNames(root: string, directory: string, taken: Set<string>, as = directory): void {
  if (lstatOrNull(`${root}/${directory}`)?.isDirectory !== true) return;
  for (const { name } of listDirectory(`${root}/${directory}`)) taken.add(`${as}/${name}`);
}

function isSame(a: string, b: string): boolean {
  if (lstatOrNull(a)?.isFile !== true || lstatOrNull(b)?.isFile !== true) return false;
  const [left, right] = [readHead(a, LARGEST), readHead(b, LARGEST)];
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}
