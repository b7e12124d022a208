import { isAbsolutePath, isWithin } from "../process/path.ts";
import {
  type GitPlace,
  type GitResult,
  HARDENING,
  INHERITED,
  pathVariable,
  spawnGit,
} from "./git.ts";
import { realPath } from "./read_text.ts";

/** Where a tree is fetched from. */
export interface TreeSource {
  /** `https://`, `ssh://`, `file://` or `user@host:path`. */
  readonly url: string;
  /** A branch, a tag or a whole commit id; null for what the other side has checked out. */
  readonly ref: string | null;
}

/** One file in a tree that was fetched, or what else lies there under a name. */
export interface TreeEntry {
  readonly name: string;
  /** As git writes it: `100644` and `100755` are files. */
  readonly mode: string;
  readonly object: string;
  /** In bytes, null for what is no file. */
  readonly size: number | null;
}

/** A tree that was fetched. */
export interface FetchedTree {
  /** The id of its commit: it names every byte of it. */
  readonly commit: string;
  readonly entries: readonly TreeEntry[];
  /** The text of one of its files. */
  readonly read: (object: string) => Promise<string | null>;
}

/** Why nothing was fetched, in git's own words where it had any. */
export interface FetchProblem {
  readonly problem: string;
}

const TIMEOUT_SECONDS = 120;

/** Only these, and only what the command line names: git would run a program for `ext::`. */
const PROTOCOLS: readonly string[] = [
  "protocol.allow=never",
  "protocol.https.allow=always",
  "protocol.ssh.allow=always",
  "protocol.file.allow=always",
  "fetch.fsckObjects=true",
  "transfer.fsckObjects=true",
  "submodule.recurse=false",
];

/** What the way to another machine needs: proxies, certificates, the agent with the keys. */
const NETWORK =
  /^(SSH_AUTH_SOCK|HTTPS?_PROXY|ALL_PROXY|NO_PROXY|SSL_CERT_FILE|SSL_CERT_DIR|GIT_SSL_CAINFO)$/i;

/**
 * Fetches one commit into a bare repository of its own, in which there is no configuration, hook or
 * checkout of anybody's, and lists its tree. Nothing is checked out: files come by `read`.
 *
 * @param directory private and empty
 */
export async function fetchTree(
  place: GitPlace,
  directory: string,
  { url, ref }: TreeSource,
  env: Readonly<Record<string, string>>,
): Promise<FetchedTree | FetchProblem> {
  const git = async (...args: readonly string[]): Promise<GitResult> =>
    await spawnGit(place, args, {
      env,
      cwd: directory,
      settings: [...HARDENING, ...PROTOCOLS],
      variables: variablesOf(place, env),
      timeoutSeconds: TIMEOUT_SECONDS,
    });
  const inside = async (...args: readonly string[]): Promise<GitResult> =>
    await git(`--git-dir=${directory}`, ...args);
  const made = await git("init", "--quiet", "--bare", "--template=", directory);
  if (textOf(made) === null) return { problem: problemOf(made) };
  const options = ["--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules"];
  const fetched = await inside("fetch", ...options, "--", url, ref ?? "HEAD");
  if (textOf(fetched) === null) return { problem: problemOf(fetched) };
  const commit = textOf(await inside("rev-parse", "--verify", "FETCH_HEAD^{commit}"))?.trim();
  const listed = textOf(await inside("ls-tree", "-r", "-z", "--long", commit ?? ""));
  if (commit === undefined || listed === null) return { problem: "it has no commit there" };
  return {
    commit,
    entries: listed.split("\0").flatMap(parseEntry),
    read: async (object) => textOf(await inside("cat-file", "blob", object)),
  };
}

/** Format of `git ls-tree --long -z`: `<mode> <type> <object> <size>\t<name>`. */
function parseEntry(line: string): readonly TreeEntry[] {
  const match = /^(\d{6}) [a-z]+ ([0-9a-f]+) +(-|\d+)\t(.+)$/s.exec(line);
  if (match === null) return [];
  const [, mode = "", object = "", size = "-", name = ""] = match;
  return [{ name, mode, object, size: size === "-" ? null : Number(size) }];
}

function textOf(result: GitResult): string | null {
  return result.kind === "done" && result.exitCode === 0 ? result.stdout : null;
}

function problemOf(result: GitResult): string {
  if (result.kind === "missing") return "git is not installed";
  if (result.kind === "failed") return result.problem.replaceAll("_", " ");
  const lines = result.stderr.trim().split("\n").filter((line) => line !== "");
  return lines.find((line) => line.startsWith("fatal: "))?.slice("fatal: ".length) ??
    lines[0] ?? `git ended with ${result.exitCode}`;
}

function variablesOf(
  { home, tree }: GitPlace,
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  const inherited = Object.entries(env).filter(([name]) =>
    INHERITED.test(name) || NETWORK.test(name)
  );
  return {
    ...Object.fromEntries(inherited),
    // Git looks for ssh there, and the repository may have put directories of its own into it.
    PATH: safePath(pathVariable(env), [home, tree]),
    GIT_TERMINAL_PROMPT: "0",
  };
}

function safePath(path: string, refused: readonly string[]): string {
  const separator = Deno.build.os === "windows" ? ";" : ":";
  return path.split(separator).filter((entry) => {
    const real = isAbsolutePath(entry) ? realPath(entry) : null;
    return real !== null && !refused.some((directory) => isWithin(real, directory));
  }).join(separator);
}
