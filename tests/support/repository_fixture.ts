import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { binaryCommand } from "./binary.ts";
import { CanaryWatch, PLANTED } from "./canary_watch.ts";
import { type Json, jsonOf, textAt } from "./json.ts";
import {
  orchestratorWords,
  type Run,
  type RunOptions,
  runOrchestrator,
  runWords,
} from "./run_orchestrator.ts";

/** What a single run changes about the fixture's way of running the program. */
export type RunChanges = Partial<Omit<RunOptions, "env">> & {
  /** Laid over the environment of the fixture. */
  readonly env?: Readonly<Record<string, string>>;
};

/**
 * A repository in a directory of its own, with a home directory that belongs to nobody else. Disposing
 * fails if a value that the test managed as a secret is where it does not belong.
 */
export interface RepositoryFixture extends Disposable {
  /** Holds everything of this fixture. */
  readonly base: string;
  /** The repository. */
  readonly path: string;
  /** The whole environment that programs get. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs the program, in the repository unless told otherwise. */
  run(args: readonly string[], changes?: RunChanges): Promise<Run>;
  /** Runs it and fails unless it exits 0. */
  done(args: readonly string[], changes?: RunChanges): Promise<Run>;
  /** Runs it with `--json`, fails unless it exits 0, and returns the document. */
  json(args: readonly string[], changes?: RunChanges): Promise<Json>;
  /** Runs a command line as printed, in a shell that finds the program as `orchestrator`. */
  line(text: string, changes?: Omit<RunChanges, "prefix">): Promise<Run>;
  git(...args: readonly string[]): string;
  /** Writes a file of the repository and the directories above it. */
  write(path: string, content: string | Uint8Array): void;
  read(path: string): string;
  exists(path: string): boolean;
  /** Absolute path of a file of the repository. */
  at(path: string): string;
  /** What knows the secrets of the test and where they may be. */
  readonly canaries: CanaryWatch;
}

/** What the fixture is made of. */
export interface FixtureOptions {
  /** False for a directory that no version control knows. */
  readonly git?: boolean;
  /** Text of `workflow.yaml`. */
  readonly workflow?: string;
}

/** Makes a repository without commits; disposing looks for secrets in it and removes it. */
export function makeRepository(options: FixtureOptions = {}): RepositoryFixture {
  const base = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "orchestrator-e2e-" }));
  const path = join(base, "repository");
  for (
    const directory of ["home", "config", "state", "cache", "data", "tmp", "repository", "bin"]
  ) {
    Deno.mkdirSync(join(base, directory));
  }
  writeWrapper(join(base, "bin", "orchestrator"));
  const canaries = new CanaryWatch(base);
  const fixture = fixtureAt(base, path, cleanEnvironment(base), canaries, () => {
    let leaks: readonly string[];
    try {
      leaks = canaries.leaks();
    } finally {
      canaries[Symbol.dispose]();
      Deno.removeSync(base, { recursive: true });
    }
    assert.deepEqual(leaks, [], "a secret value has leaked");
  });
  if (options.git !== false) initRepository(fixture, path);
  if (options.workflow !== undefined) fixture.write("workflow.yaml", options.workflow);
  return fixture;
}

/** The same home and environment, with another directory as the repository. */
export function beside(fixture: RepositoryFixture, path: string): RepositoryFixture {
  return fixtureAt(fixture.base, path, fixture.env, fixture.canaries, () => undefined);
}

/** Makes a directory a repository; who commits is in the environment of the fixture. */
export function initRepository(fixture: RepositoryFixture, path: string): void {
  beside(fixture, path).git("init", "--quiet", "--initial-branch=main");
}

/** Id of the session that commands work on. */
export async function currentSession(fixture: RepositoryFixture): Promise<string> {
  return textAt(await fixture.json(["status"]), "session");
}

function fixtureAt(
  base: string,
  path: string,
  env: Readonly<Record<string, string>>,
  canaries: CanaryWatch,
  dispose: () => void,
): RepositoryFixture {
  async function watched(
    args: readonly string[],
    changes: RunChanges,
    start: (options: RunOptions) => Promise<Run>,
  ): Promise<Run> {
    const given = { cwd: path, ...changes, env: { ...env, ...changes.env } };
    const options = canaries.before(args, given, env["PATH"] ?? "");
    const result = await start(options);
    canaries.after(args, options, result);
    return result;
  }
  async function run(args: readonly string[], changes: RunChanges = {}): Promise<Run> {
    return await watched(args, changes, (options) => runOrchestrator(args, options));
  }
  async function done(args: readonly string[], changes?: RunChanges): Promise<Run> {
    const result = await run(args, changes);
    assert.equal(result.code, 0, `${args.join(" ")}: ${result.stdout}${result.stderr}`);
    return result;
  }
  return {
    base,
    path,
    env,
    run,
    done,
    async line(text, changes = {}) {
      const words = ["/bin/sh", "-c", `exec ${text}`] as const;
      return await watched(
        text.split(" ").slice(1),
        changes,
        (options) => runWords(words, options),
      );
    },
    json: async (args, changes) => jsonOf(await done([...args, "--json"], changes)),
    git: (...args) => runGit(path, env, args),
    write(name, content) {
      const file = join(path, name);
      Deno.mkdirSync(dirname(file), { recursive: true });
      canaries.wrote(file, content);
      if (typeof content === "string") Deno.writeTextFileSync(file, content);
      else Deno.writeFileSync(file, content);
    },
    read: (name) => Deno.readTextFileSync(join(path, name)),
    exists: (name) => isThere(join(path, name)),
    at: (name) => join(path, name),
    canaries,
    [Symbol.dispose]: dispose,
  };
}

/** Nothing of the environment of the tests but the search path. */
function cleanEnvironment(base: string): Readonly<Record<string, string>> {
  return {
    PATH: `${join(base, "bin")}:${Deno.env.get("PATH") ?? "/usr/local/bin:/usr/bin:/bin"}`,
    HOME: join(base, "home"),
    XDG_CONFIG_HOME: join(base, "config"),
    XDG_STATE_HOME: join(base, "state"),
    XDG_CACHE_HOME: join(base, "cache"),
    XDG_DATA_HOME: join(base, "data"),
    TMPDIR: join(base, "tmp"),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Somebody",
    GIT_AUTHOR_EMAIL: "somebody@example.com",
    GIT_COMMITTER_NAME: "Somebody",
    GIT_COMMITTER_EMAIL: "somebody@example.com",
    LANG: "C.UTF-8",
    NO_COLOR: "1",
    ...PLANTED,
    ...bundleEnvironment(),
  };
}

/** Where the bundle is tested, its Deno keeps its own cache where it always does. */
function bundleEnvironment(): Readonly<Record<string, string>> {
  if (binaryCommand().kind === "binary") return {};
  const directory = Deno.env.get("DENO_DIR") ?? join(Deno.env.get("HOME") ?? "/tmp", ".cache/deno");
  return { DENO_DIR: directory };
}

/** A link would not do: the bundle needs more words than its name. */
function writeWrapper(path: string): void {
  const words = orchestratorWords([]).map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  Deno.writeTextFileSync(path, `#!/bin/sh\nexec ${words.join(" ")} "$@"\n`, { mode: 0o755 });
}

function runGit(
  cwd: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): string {
  const { code, stdout, stderr } = new Deno.Command("git", {
    args: [...args],
    cwd,
    clearEnv: true,
    env: { ...env },
    stdin: "null",
  }).outputSync();
  const decoder = new TextDecoder();
  assert.equal(code, 0, `git ${args.join(" ")}: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout);
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return false;
    }
    throw error;
  }
}
