import { posix } from "node:path";

/**
 * The folders of `src`, outermost layer first. A module may import from its own folder and from
 * any later layer, never from an earlier one and never from another folder of its own layer.
 */
const LAYERS: readonly (readonly string[])[] = [
  ["cli"],
  ["doctor"],
  ["migrate", "snapshot", "secrets", "trust"],
  ["session", "config"],
  ["workflow", "seal", "tar", "scrub"],
  ["repo"],
  ["git"],
  ["process", "store"],
  ["stream"],
];

/** The folders that neither read nor change anything outside their own memory. */
const PURE: readonly string[] = ["workflow", "seal", "tar", "scrub", "stream"];

/** Where the platform may be used: these folders and this file. */
const PLATFORM_FOLDERS: readonly string[] = ["store", "repo", "git", "process"];
const PLATFORM_FILE = "src/cli/context.ts";

/** What waits for other processes, and must see signals while it does, or for another module. */
const WAITING_FILES = ["src/store/disposing.ts", "src/store/lock.ts", "src/store/start_digests.ts"];

/** Whether the module at `path`, relative to the repository, is one of the program. */
export function isProgram(path: string): boolean {
  return path === "main.ts" || path.startsWith("src/");
}

/** Whether the module at `path` must be pure. */
export function isPure(path: string): boolean {
  return PURE.includes(folderOf(path));
}

/** Whether the module at `path` may use the platform, that is `Deno`. */
export function mayUsePlatform(path: string): boolean {
  return !isProgram(path) || path === PLATFORM_FILE || PLATFORM_FOLDERS.includes(folderOf(path));
}

/** Whether the module at `path` may make synchronous calls only. */
export function isSynchronous(path: string): boolean {
  return folderOf(path) === "store";
}

/** Whether the module at `path` may wait between its synchronous calls. */
export function mayWait(path: string): boolean {
  return !isSynchronous(path) || WAITING_FILES.includes(path);
}

/**
 * Why the module at `path` must not import `specifier`, or `undefined` if it may. Modules that are
 * not part of the program may import anything.
 */
export function importProblem(path: string, specifier: string): string | undefined {
  if (!isProgram(path) || !specifier.startsWith(".")) return undefined;
  const target = posix.join(posix.dirname(path), specifier);
  // The version of the program is the one datum it takes from its manifest.
  if (target === "deno.json" && path === "src/cli/version.ts") return undefined;
  if (!target.startsWith("src/")) return `"${target}" is not part of the program`;
  const to = folderOf(target);
  if (path === "main.ts") {
    return to === "cli" ? undefined : `"main.ts" imports from "src/cli" only, not from "${target}"`;
  }
  const from = folderOf(path);
  if (from === to) return undefined;
  const [fromLayer, toLayer] = [layerOf(from), layerOf(to)];
  if (fromLayer === -1) return `"src/${from}" has no place in the layers`;
  if (toLayer === -1) return `"src/${to}" has no place in the layers`;
  if (fromLayer < toLayer) return undefined;
  return fromLayer === toLayer
    ? `"src/${from}" and "src/${to}" are siblings: they meet in an earlier layer`
    : `"src/${to}" is in an earlier layer than "src/${from}"`;
}

/** The folder directly below `src` that holds `path`, or "" if none does. */
function folderOf(path: string): string {
  const [source, folder, file] = path.split("/");
  return source === "src" && folder !== undefined && file !== undefined ? folder : "";
}

function layerOf(folder: string): number {
  return LAYERS.findIndex((layer) => layer.includes(folder));
}
