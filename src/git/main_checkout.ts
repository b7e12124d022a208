import { baseName, joinPath, parentPath } from "../process/path.ts";
import { isTrue, readGitConfig } from "./config_file.ts";
import { readGitEntry } from "./git_entry.ts";
import { realPath } from "./read_text.ts";

/** Where the checkout is that the linked worktrees of a common git directory belong to. */
export type MainCheckout =
  | { readonly kind: "checkout"; readonly path: string }
  /** A bare repository has none; `holder` is the directory that it lies in. */
  | { readonly kind: "bare"; readonly holder: string }
  /** The repository does not say: its git directory lies apart from its checkout. */
  | { readonly kind: "unknown" };

/** Finds the main checkout by reading the repository's configuration. */
export function mainCheckout(commonDirectory: string): MainCheckout {
  const config = readGitConfig(commonDirectory);
  const holder = parentPath(commonDirectory);
  if (holder === null) return { kind: "unknown" };
  if (isTrue(config.get("core.bare"))) {
    // One that lies in a checkout of another repository has no say over that one.
    const entry = readGitEntry(holder);
    const belongs = entry === null || entry.gitCommonDirectory === commonDirectory;
    return belongs ? { kind: "bare", holder } : { kind: "unknown" };
  }
  const configured = config.get("core.worktree");
  if (configured === undefined && baseName(commonDirectory) === ".git") {
    return { kind: "checkout", path: holder };
  }
  // Set for a submodule. As with worktrees, both ends have to agree.
  const path = configured === undefined ? null : realPath(joinPath(commonDirectory, configured));
  const agrees = path !== null && readGitEntry(path)?.gitDirectory === commonDirectory;
  return agrees ? { kind: "checkout", path } : { kind: "unknown" };
}
