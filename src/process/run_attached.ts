import { onInterrupt } from "./interrupt.ts";

/** A program that runs in place of ours: with our terminal, our group and our streams. */
export interface AttachedProgram {
  /** The words of the command line; the first is the name and is not looked up. */
  readonly argv: readonly string[];
  /** Absolute path of the program. */
  readonly program: string;
  readonly cwd: string;
  /** The whole environment: nothing is inherited beside it. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Its exit code (128 + number when a signal ended it), or why it did not start: the system refuses it,
 * or cannot hand over that many bytes of words and variables.
 */
export type AttachedEnd = number | "not_runnable" | "too_long";

/**
 * Runs a program on our own streams and waits for it. Interrupting signals are its business: a terminal
 * sends them to it as well, and those that only we get are passed on.
 */
export async function runAttached(spec: AttachedProgram): Promise<AttachedEnd> {
  let child: Deno.ChildProcess | null = null;
  // Listening begins before the program does: a signal in between must reach it too.
  const waiting: Deno.Signal[] = [];
  const stopListening = onInterrupt((signal) => {
    if (child === null) waiting.push(signal);
    else passOn(child, signal);
  });
  try {
    child = new Deno.Command(spec.program, {
      args: spec.argv.slice(1),
      cwd: spec.cwd,
      env: { ...spec.env },
      clearEnv: true,
      stdin: "inherit",
      stdout: "inherit",
      stderr: "inherit",
    }).spawn();
    for (const signal of waiting) passOn(child, signal);
    return (await child.status).code;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return error instanceof Error && "code" in error && error.code === "E2BIG"
      ? "too_long"
      : "not_runnable";
  } finally {
    stopListening();
  }
}

function passOn(child: Deno.ChildProcess, signal: Deno.Signal): void {
  // Ctrl-C reaches the whole group by itself.
  if (signal === "SIGINT" && Deno.stdin.isTerminal()) return;
  try {
    child.kill(signal);
  } catch {
    // It has ended already.
  }
}
