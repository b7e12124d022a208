import { binaryCommand } from "./binary.ts";

/** How one run of the program ended and what it printed. */
export interface Run {
  /** Exit code; 128 and the signal's number when a signal ended it. */
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how the program is run. */
export interface RunOptions {
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What stdin gives; nothing if left out. */
  readonly stdin?: string | Uint8Array<ArrayBuffer>;
  /** Words before the program, such as a tool that drops rights. */
  readonly prefix?: readonly string[];
  /** Milliseconds after which it is killed with SIGKILL. */
  readonly killAfter?: number;
}

/** The words of a command line that runs the program under test. */
export function orchestratorWords(
  args: readonly string[],
  prefix: readonly string[] = [],
): readonly [string, ...string[]] {
  const [first, ...rest] = binaryCommand().argv;
  const words = [...rest, ...args];
  const [tool, ...flags] = prefix;
  return tool === undefined ? [first, ...words] : [tool, ...flags, first, ...words];
}

/** Starts a command line with stdout and stderr piped. The caller ends it. */
export function spawnWords(
  words: readonly [string, ...string[]],
  options: Omit<RunOptions, "prefix">,
): Deno.ChildProcess {
  const [program, ...args] = words;
  return new Deno.Command(program, {
    args,
    cwd: options.cwd,
    clearEnv: true,
    env: { ...options.env },
    stdin: options.stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs the program to its end. */
export async function runOrchestrator(
  args: readonly string[],
  options: RunOptions,
): Promise<Run> {
  return await runWords(orchestratorWords(args, options.prefix), options);
}

/** Runs a command line to its end. */
export async function runWords(
  words: readonly [string, ...string[]],
  options: Omit<RunOptions, "prefix">,
): Promise<Run> {
  const child = spawnWords(words, options);
  const timer = options.killAfter === undefined
    ? undefined
    : setTimeout(() => kill(child), options.killAfter);
  try {
    const [output] = await Promise.all([child.output(), feed(child, options.stdin)]);
    const decoder = new TextDecoder("utf-8", { fatal: true });
    return {
      code: output.code,
      signal: output.signal,
      stdout: decoder.decode(output.stdout),
      stderr: decoder.decode(output.stderr),
    };
  } finally {
    clearTimeout(timer);
  }
}

async function feed(
  child: Deno.ChildProcess,
  stdin: string | Uint8Array<ArrayBuffer> | undefined,
): Promise<void> {
  if (stdin === undefined) return;
  const bytes = typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin;
  const writer = child.stdin.getWriter();
  try {
    await writer.write(bytes);
    await writer.close();
  } catch (error) {
    // A program that does not want its input closes the pipe.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    // It may have ended between the timer and this line.
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}
