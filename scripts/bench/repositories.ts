import { join } from "node:path";
import { addEvents, addSessions } from "./long_session.ts";
import { makeRepository, type Repository } from "./repository.ts";
import { runProgram } from "./run_program.ts";
import { wideWorkflow } from "./wide_workflow.ts";

/** The task of the current session of every repository. */
const TASK = "Add a benchmark";

/** The number of processes that write to one session at once, and of items that they complete. */
export const CROWD = 16;

type Run = (...args: readonly string[]) => void;
type Fill = (repository: Repository, run: Run) => void | Promise<void>;

/** What is measured in; each is made once, when a row needs it. */
const FILLS = {
  /** A git repository that has not met the program yet. */
  fresh: () => undefined,
  /** The default workflow, not started. */
  prepared: (_repository, run) => run("init"),
  /** The default workflow in its first phase, and a session before that one. */
  small: (_repository, run) => startSmall(run),
  /** The same with the session before in the trash. */
  trashed: (_repository, run) => {
    startSmall(run);
    run("session", "delete", "-", "--force");
  },
  /** As `small`, with a secret in what the predecessor logged. */
  leaked: (repository, run) => {
    startSmall(run);
    const line = JSON.stringify({ message: `Used ghp_${"a1B2".repeat(9)}` });
    for (const id of sessionIds(repository)) {
      const directory = join(repository.root, ".orchestrator", "sessions", id);
      Deno.writeTextFileSync(join(directory, "history.jsonl"), `${line}\n`);
    }
  },
  /** As `small`, with a checkpoint and something done since. */
  checkpointed: (_repository, run) => {
    startSmall(run);
    run("checkpoint", "-m", "Planned");
    run("complete", "check_roadmap");
  },
  /** The small one, and a snapshot of it that is not encrypted. */
  exported: (_repository, run) => {
    startSmall(run);
    run("snapshot", "export", "a.tar.zst", "--no-encrypt");
  },
  /** The small one with a vault that has one secret, and a file to take one from. */
  sealed: (repository, run) => {
    startSmall(run);
    run("secrets", "set", "TOKEN", "--from-file", "workflow.yaml");
    run("secrets", "set", "OLD", "--from-file", "workflow.yaml");
    run("secrets", "remove", "OLD");
    Deno.writeTextFileSync(join(repository.root, ".env"), "OTHER=abc\n");
  },
  /** The small one with a configuration file. */
  configured: (_repository, run) => {
    startSmall(run);
    run("config", "set", "lock.timeout", "20");
  },
  /** 100 000 events, 1 000 sessions. */
  large: fillLarge,
  /** The same, where every read has to begin with the first event. */
  cold: async (repository, run) => {
    await fillLarge(repository, run);
    for (const id of sessionIds(repository)) Deno.removeSync(stateFile(repository, id));
  },
  /** A workflow of 10 000 items. */
  wide: (repository, run) => {
    Deno.writeTextFileSync(join(repository.root, "workflow.yaml"), wideWorkflow(10, 1_000));
    run("start", TASK);
  },
  /** One item for each of the processes that write at once. */
  crowd: (repository, run) => {
    Deno.writeTextFileSync(join(repository.root, "workflow.yaml"), wideWorkflow(1, CROWD));
    run("start", TASK);
  },
} as const satisfies Readonly<Record<string, Fill>>;

/** One of the repositories that rows are measured in. */
export type RepositoryName = keyof typeof FILLS;

/** Makes repositories below a directory, each at its first use. */
export class Repositories {
  readonly #directory: string;
  readonly #program: string;
  readonly #made = new Map<RepositoryName, Promise<Repository>>();

  constructor(directory: string, program: string) {
    this.#directory = directory;
    this.#program = program;
  }

  /**
   * The repository with this name, in the state that its last user left it in.
   *
   * @throws {RunError} A command that makes it failed, now or when it was first asked for.
   */
  get(name: RepositoryName): Promise<Repository> {
    const made = this.#made.get(name) ?? this.#make(name);
    this.#made.set(name, made);
    return made;
  }

  #make(name: RepositoryName): Promise<Repository> {
    const fill: Fill = FILLS[name];
    return makeRepository(join(this.#directory, name), (repository) => {
      const run: Run = (...args) => void runProgram(this.#program, args, repository);
      return fill(repository, run);
    });
  }
}

/** The ids of all sessions of a repository. */
export function sessionIds({ root }: Repository): readonly string[] {
  return [...Deno.readDirSync(join(root, ".orchestrator", "sessions"))].map(({ name }) => name);
}

function stateFile({ root }: Repository, id: string): string {
  return join(root, ".orchestrator", "sessions", id, "state.json");
}

function startSmall(run: Run): void {
  run("init");
  run("start", "Something else");
  run("finish", "--abandon", "--reason", "Superseded");
  run("start", TASK, "--test-command", "false");
}

async function fillLarge(repository: Repository, run: Run): Promise<void> {
  startSmall(run);
  run("advance", "--force");
  const current = Deno.readTextFileSync(join(repository.root, ".orchestrator", "current")).trim();
  await addEvents(repository.root, current, "all_tests_pass", 100_000);
  const [other] = sessionIds(repository).filter((id) => id !== current);
  if (other === undefined) throw new TypeError("There is no session to copy");
  addSessions(repository.root, other, 1_000);
}
