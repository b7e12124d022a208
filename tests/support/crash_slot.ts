import { binaryCommand } from "./binary.ts";

/** How a command ended. */
export interface Ended {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * One directory in which cases run one after the other, always at the same path, because grants and
 * the trace name absolute paths. `live` is the copy at work, `pristine` what it is made from.
 */
export class Slot {
  readonly pristine: string;
  readonly live: string;
  readonly repository: string;
  readonly trace: string;
  /** Words of command lines that stand for what has another name in every slot. */
  readonly names = new Map<string, string>();
  readonly #program: readonly string[];

  constructor(directory: string) {
    this.pristine = `${directory}/pristine`;
    this.live = `${directory}/live`;
    this.repository = `${this.live}/repository`;
    this.trace = `${directory}/trace`;
    this.#program = binaryCommand().argv;
    for (const path of [directory, this.live, this.repository, ...Object.values(this.#places())]) {
      Deno.mkdirSync(path, { recursive: true });
    }
  }

  /** Makes what is live now the state that every case begins with. */
  keep(): void {
    Deno.renameSync(this.live, this.pristine);
  }

  /** Puts the kept state back. */
  async reset(): Promise<void> {
    await Deno.remove(this.live, { recursive: true }).catch(ignoreNotFound);
    const { success } = await new Deno.Command("cp", { args: ["-a", this.pristine, this.live] })
      .output();
    if (!success) throw new Error(`Cannot copy ${this.pristine}`);
  }

  /** Runs a command of the program in the repository. */
  run(args: readonly string[]): Promise<Ended> {
    return this.spawn([...this.#program, ...this.#named(args)]).ended;
  }

  /** The words that run a command of the program under strace; see `crash_inject.ts`. */
  traced(options: readonly string[], args: readonly string[]): readonly string[] {
    return [
      "strace",
      "-q",
      "-y",
      "-s",
      "16",
      "-o",
      this.trace,
      ...options,
      ...this.#program,
      ...this.#named(args),
    ];
  }

  #named(args: readonly string[]): readonly string[] {
    return args.map((word) => this.names.get(word) ?? word);
  }

  /** Starts any program in the repository, in the environment of the slot. */
  spawn(argv: readonly string[]): { readonly pid: number; readonly ended: Promise<Ended> } {
    const [program = "", ...args] = argv;
    const child = new Deno.Command(program, {
      args,
      cwd: this.repository,
      clearEnv: true,
      env: this.#environment(),
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      signal: AbortSignal.timeout(60_000),
    }).spawn();
    const decoder = new TextDecoder();
    const ended = child.output().then(({ code, signal, stdout, stderr }) => ({
      code: signal === null ? code : null,
      stdout: decoder.decode(stdout),
      stderr: decoder.decode(stderr),
    }));
    return { pid: child.pid, ended };
  }

  #places(): Record<"HOME" | "XDG_CONFIG_HOME" | "XDG_STATE_HOME" | "TMPDIR", string> {
    return {
      HOME: `${this.live}/home`,
      XDG_CONFIG_HOME: `${this.live}/home/config`,
      XDG_STATE_HOME: `${this.live}/home/state`,
      TMPDIR: `${this.live}/temporary`,
    };
  }

  #environment(): Record<string, string> {
    return {
      ...this.#places(),
      PATH: Deno.env.get("PATH") ?? "",
      LC_ALL: "C.UTF-8",
      NO_COLOR: "1",
      ORCHESTRATOR_LOCK_TIMEOUT: "2",
    };
  }
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
