import { findProgram } from "../process/find_program.ts";
import { parentPath } from "../process/path.ts";
import { type ProgramResult, runProgram } from "../process/run_program.ts";
import { fail } from "../store/failure.ts";

/** Where git is asked; a `Place` fits. All paths are real and absolute. */
export interface GitPlace {
  readonly home: string;
  readonly tree: string;
  /** The directory that holds `.git`; git does not look above it. */
  readonly boundary: string | null;
}

/** What git said. */
export type GitResult =
  | {
    readonly kind: "done";
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
  }
  /** There is no git outside home and tree. */
  | { readonly kind: "missing" }
  /** It could not be started or did not end in time. */
  | { readonly kind: "failed"; readonly problem: "timeout" | "not_runnable" };

const TIMEOUT_SECONDS = 60;
const OUTPUT_LIMIT = 4_194_304;

/**
 * Settings of the repository that could run a program, and what they are replaced by. Subcommands that
 * refresh the index (status, ls-files, diff) are not asked for all that: they have run what
 * `core.fsmonitor` names.
 */
export const HARDENING: readonly string[] = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.pager=cat",
  "credential.interactive=false",
  "diff.external=",
  "gc.auto=0",
  "maintenance.auto=false",
  "protocol.ext.allow=never",
  "safe.bareRepository=explicit",
];

/** Variables that git needs; everything else, `GIT_*` first of all, stays behind. */
export const INHERITED =
  /^(PATH|HOME|XDG_CONFIG_HOME|LANG|LC_[A-Z]+|TMPDIR|TEMP|TMP|SystemRoot|SystemDrive|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|ProgramData|PATHEXT)$/i;

/**
 * Asks git in the tree, with what the repository's configuration could run switched off. Only for
 * subcommands that read and run nothing: rev-parse, rev-list, config --get, for-each-ref, cat-file.
 *
 * @param args the subcommand and its arguments
 * @param env the environment of this process
 * @param timeoutSeconds when it is given up
 * @throws `interrupted` when a signal came meanwhile
 */
export async function runGit(
  place: GitPlace,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  timeoutSeconds: number = TIMEOUT_SECONDS,
): Promise<GitResult> {
  return await spawnGit(place, args, {
    env,
    cwd: place.tree,
    settings: [...HARDENING, "core.sshCommand=false"],
    variables: gitEnvironment(place, env),
    timeoutSeconds,
  });
}

/** How {@link spawnGit} starts git. */
export interface GitSpawn {
  /** The environment of this process: git is looked for in its `PATH`. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly settings: readonly string[];
  /** The whole environment of git. */
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

/**
 * Starts git, never one that lies in home or tree. For this folder only: what it runs with is to come
 * from {@link HARDENING}.
 *
 * @throws `interrupted` when a signal came meanwhile
 */
export async function spawnGit(
  { home, tree }: Pick<GitPlace, "home" | "tree">,
  args: readonly string[],
  { env, cwd, settings, variables, timeoutSeconds }: GitSpawn,
): Promise<GitResult> {
  const refuseBelow = [home, tree];
  const program = findProgram("git", { path: pathVariable(env), cwd, refuseBelow });
  if (program === null) return { kind: "missing" };
  const options = [
    "--no-optional-locks",
    "--no-replace-objects",
    "--no-pager",
    "--literal-pathspecs",
  ];
  const result = await runProgram({
    argv: ["git", ...settings.flatMap((setting) => ["-c", setting]), ...options, ...args],
    program,
    cwd,
    env: variables,
    timeoutSeconds,
    outputLimit: OUTPUT_LIMIT,
  });
  return asGitResult(result);
}

function asGitResult(result: ProgramResult): GitResult {
  if (result.signal !== null) throw fail("interrupted", { signal: result.signal });
  if (result.ended === "not_found") return { kind: "missing" };
  if (result.ended === "timeout") return { kind: "failed", problem: "timeout" };
  if (result.exitCode === null) return { kind: "failed", problem: "not_runnable" };
  const { exitCode, stdout, stderr } = result;
  return { kind: "done", exitCode, stdout, stderr };
}

function gitEnvironment(
  place: GitPlace,
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  const inherited = Object.entries(env).filter(([name]) => INHERITED.test(name));
  return {
    ...Object.fromEntries(inherited),
    GIT_TERMINAL_PROMPT: "0",
    // A partial clone would go to the network for a missing commit.
    GIT_NO_LAZY_FETCH: "1",
    // Grafts rewrite history in this one checkout.
    GIT_GRAFT_FILE: Deno.build.os === "windows" ? "NUL" : "/dev/null",
    GIT_CEILING_DIRECTORIES: parentPath(place.boundary ?? place.tree) ?? "",
  };
}

/** The value of `PATH`. */
export function pathVariable(env: Readonly<Record<string, string>>): string {
  if (Deno.build.os !== "windows") return env["PATH"] ?? "";
  return Object.entries(env).find(([name]) => name.toUpperCase() === "PATH")?.[1] ?? "";
}
