import { realPath } from "../git/read_text.ts";
import { OrchestratorError, problemOfFailure } from "../store/failure.ts";
import { listDirectory } from "../store/list_directory.ts";
import { lstatOrNull } from "../store/read_file.ts";

/** Where a link leads to. */
export type LinkTarget =
  /** Something inside of the root. */
  | { readonly to: "inside"; readonly real: string; readonly kind: "file" | "directory" | "other" }
  | { readonly to: "outside" }
  /** Nothing, or itself. */
  | { readonly to: "nothing" };

/** Something that lies in the root, as it was when the scan looked at it. */
export interface Seen {
  /** Relative to the root. */
  readonly path: string;
  readonly kind: "file" | "directory" | "link" | "other";
  readonly link: LinkTarget | null;
  /** Of the file, or of all files below the directory; 0 for a link. */
  readonly bytes: number;
  readonly files: number;
  /** When the newest of it was changed, in ms. */
  readonly modified: number;
  /** What could not be looked into, null if nothing. */
  readonly problem: string | null;
}

/** Looks at a path below the root without following links; null when nothing is there. */
export function lookAt(root: string, path: string): Seen | null {
  const info = lstatOrNull(`${root}/${path}`);
  if (info === null) return null;
  const modified = info.mtime?.getTime() ?? 0;
  const seen = { path, link: null, bytes: 0, files: 0, modified, problem: null };
  if (info.isFile) return { ...seen, kind: "file", bytes: info.size, files: 1 };
  if (info.isSymlink) return { ...seen, kind: "link", link: targetOf(root, path), files: 1 };
  if (!info.isDirectory) return { ...seen, kind: "other", files: 1 };
  return { ...seen, kind: "directory", ...measure(root, path, modified) };
}

/** The kind of what one gets on opening it. */
export function openedKind({ kind, link }: Seen): "file" | "directory" | "other" | null {
  if (kind !== "link") return kind;
  return link?.to === "inside" ? link.kind : null;
}

/** The absolute path to read it at. */
export function readablePath(root: string, { path, link }: Seen): string {
  return link?.to === "inside" ? link.real : `${root}/${path}`;
}

function targetOf(root: string, path: string): LinkTarget {
  const real = realPath(`${root}/${path}`);
  if (real === null) return { to: "nothing" };
  const home = realPath(root) ?? root;
  if (!real.startsWith(home.endsWith("/") ? home : `${home}/`)) return { to: "outside" };
  const info = lstatOrNull(real);
  const kind = info?.isFile === true ? "file" : info?.isDirectory === true ? "directory" : "other";
  return { to: "inside", real, kind };
}

type Measured = Pick<Seen, "bytes" | "files" | "modified" | "problem">;

/** Adds up what lies below a directory; links in it are counted, not followed. */
function measure(root: string, path: string, own: number): Measured {
  let [bytes, files, modified] = [0, 0, own];
  let problem: string | null = null;
  const below = [path];
  for (let directory = below.pop(); directory !== undefined; directory = below.pop()) {
    try {
      for (const { name, kind } of listDirectory(`${root}/${directory}`)) {
        if (kind === "directory") {
          below.push(`${directory}/${name}`);
          continue;
        }
        const info = lstatOrNull(`${root}/${directory}/${name}`);
        files++;
        bytes += info?.isFile === true ? info.size : 0;
        modified = Math.max(modified, info?.mtime?.getTime() ?? 0);
      }
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
      problem ??= problemOfFailure(error.failure);
    }
  }
  return { bytes, files, modified, problem };
}
