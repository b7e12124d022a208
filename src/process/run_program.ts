import { readBounded } from "./bounded_output.ts";
import { type InterruptSignal, onInterrupt } from "./interrupt.ts";
import { endGroup, signalGroup } from "./process_group.ts";

/** One program to run. */
export interface ProgramSpec {
  /** The words of the command line; the first is the name and is not looked up. */
  readonly argv: readonly string[];
  /** Absolute path of the program. */
  readonly program: string;
  /** Absolute path of the working directory. */
  readonly cwd: string;
  /** The whole environment: nothing is inherited beside it. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Bytes kept of stdout, and as many of stderr. */
  readonly outputLimit: number;
  /** Bytes for its stdin; without them stdin is empty. */
  readonly stdin?: Uint8Array;
}

/** How a program ended. */
export interface ProgramResult {
  /** Null unless `ended` is `exit`; 128 + number when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /**
   * `not_found`: there is no such file; `not_runnable`: the system refuses to start it (no permission,
   * unknown format, missing interpreter or working directory).
   */
  readonly ended: "exit" | "timeout" | "interrupted" | "not_found" | "not_runnable";
  /** The signal that this process got, when `ended` is `interrupted`. */
  readonly signal: InterruptSignal | null;
  /** How long it ran. */
  readonly seconds: number;
}

/** A pipe to or from a program: resolves `closed` when nobody holds its other end, never rejects. */
interface Pipe {
  readonly closed: Promise<void>;
  giveUp(): Promise<void>;
}

/** How long the output may stay open after the program has ended, in milliseconds. */
const PIPE_GRACE = 500;

/** The longest delay that a timer can have, in milliseconds. */
const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * Runs a program without a shell, as leader of its own session and process group, and waits for it.
 * On timeout and on an interrupting signal the whole group ends (SIGTERM, after two seconds or a second
 * signal SIGKILL). When the program has ended but others of its group still hold its output half a
 * second later, they are killed. After an interrupt the caller is expected to end with 130 or 143.
 *
 * @param onSpawn called with the process id as soon as the program runs
 */
export async function runProgram(
  spec: ProgramSpec,
  onSpawn?: (pid: number) => void,
): Promise<ProgramResult> {
  const started = performance.now();
  const interrupt: { signal: InterruptSignal | null; count: number } = { signal: null, count: 0 };
  const stop = Promise.withResolvers<"stopped">();
  // Listening begins before the program does: a signal in between must reach it too.
  const stopListening = onInterrupt((signal) => {
    interrupt.signal ??= signal;
    interrupt.count += 1;
    stop.resolve("stopped");
  });
  let timer: number | undefined;
  try {
    const child = spawn(spec);
    if (child === "not_found" || child === "not_runnable") return unstarted(child);
    timer = setTimeout(
      () => stop.resolve("stopped"),
      Math.min(spec.timeoutSeconds * 1000, LONGEST_DELAY),
    );
    onSpawn?.(child.pid);
    const stdout = readBounded(child.stdout, spec.outputLimit);
    const stderr = readBounded(child.stderr, spec.outputLimit);
    const pipes: Pipe[] = [stdout, stderr];
    if (spec.stdin !== undefined) pipes.push(feed(child.stdin, spec.stdin));

    const first = await Promise.race([child.status, stop.promise]);
    if (first === "stopped") await endGroup(child, () => interrupt.count > 1);
    const status = await child.status;
    await closePipes(child, pipes);

    const ended = interrupt.signal !== null
      ? "interrupted"
      : first === "stopped"
      ? "timeout"
      : "exit";
    return {
      exitCode: ended === "exit" ? status.code : null,
      stdout: stdout.text(),
      stderr: stderr.text(),
      ended,
      signal: interrupt.signal,
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    clearTimeout(timer);
    stopListening();
  }
}

function spawn(spec: ProgramSpec): Deno.ChildProcess | "not_found" | "not_runnable" {
  const command = new Deno.Command(spec.program, {
    args: spec.argv.slice(1),
    cwd: spec.cwd,
    env: spec.env,
    clearEnv: true,
    stdin: spec.stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
    detached: Deno.build.os !== "windows",
  });
  try {
    return command.spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    // A missing interpreter or working directory is reported like a missing program.
    if (error instanceof Deno.errors.NotFound && !exists(spec.program)) return "not_found";
    return "not_runnable";
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

function unstarted(ended: "not_found" | "not_runnable"): ProgramResult {
  return { exitCode: null, stdout: "", stderr: "", ended, signal: null, seconds: 0 };
}

/** Writes to a program's stdin, which need not read it. */
function feed(stdin: WritableStream<Uint8Array>, bytes: Uint8Array): Pipe {
  const writer = stdin.getWriter();
  return {
    closed: writer.write(bytes).then(() => writer.close()).catch(() => {}),
    giveUp: () => writer.abort().catch(() => {}),
  };
}

async function closePipes(child: Deno.ChildProcess, pipes: readonly Pipe[]): Promise<void> {
  const closed = Promise.all(pipes.map((pipe) => pipe.closed));
  if (await within(closed, PIPE_GRACE)) return;
  signalGroup(child, "SIGKILL");
  if (await within(closed, PIPE_GRACE)) return;
  await Promise.all(pipes.map((pipe) => pipe.giveUp()));
}

async function within(done: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: number | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([done.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
