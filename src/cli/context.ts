import { fail } from "../store/failure.ts";
import { problemOf } from "../store/problem_of.ts";
import { readRing } from "../stream/block_ring.ts";

/** All that the command line needs of the system around it. Tests pass their own. */
export interface Context {
  readonly args: readonly string[];
  /** Absolute path of the working directory. */
  cwd(): string;
  env(name: string): string | undefined;
  environment(): Readonly<Record<string, string>>;
  readonly windows: boolean;
  stdinIsTerminal(): boolean;
  stdoutIsTerminal(): boolean;
  stderrIsTerminal(): boolean;
  /** Writes all of a text to stdout or throws {@link OutputError}. */
  out(text: string): void;
  /** Writes all of some bytes to stdout or throws {@link OutputError}. */
  outBytes(bytes: Uint8Array): void;
  /** Writes to stderr; what cannot be written there is lost, and nothing can be said about it. */
  err(text: string): void;
  /** Everything on stdin; null if it is more than `limit` bytes. */
  readStdin(limit: number): Uint8Array | null;
  /** What comes on stdin, block by block; one is there until the next but five is asked for. */
  stdinBlocks(): Generator<Uint8Array<ArrayBuffer>>;
  /** One line typed on a terminal, without its end; null at the end of input. */
  readLine(): string | null;
  /** Shows a question on stderr and reads like {@link readLine}, without showing what is typed. */
  readHidden(question: string): HiddenLine;
  now(): Date;
  readonly pid: number;
  hostname(): string;
}

/** What came of typing a line that is not shown. */
export type HiddenLine =
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "end" }
  /** Ctrl-C, which is no signal while the terminal does not show what is typed. */
  | { readonly kind: "interrupted" };

/** Stdout did not take the output. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  readonly brokenPipe: boolean;

  constructor(message: string, brokenPipe: boolean) {
    super(message);
    this.brokenPipe = brokenPipe;
  }
}

/** How long to wait before a pipe that is full and does not block is tried again, in ms. */
const FULL_PIPE_PAUSE = 2;

/** The context of the real process. */
export function systemContext(): Context {
  return {
    args: Deno.args,
    cwd: workingDirectory,
    env: (name) => Deno.env.get(name),
    environment: () => Deno.env.toObject(),
    windows: Deno.build.os === "windows",
    stdinIsTerminal: () => Deno.stdin.isTerminal(),
    stdoutIsTerminal: () => Deno.stdout.isTerminal(),
    stderrIsTerminal: () => Deno.stderr.isTerminal(),
    out: (text) => writeOut(new TextEncoder().encode(text)),
    outBytes: writeOut,
    err: writeError,
    readStdin,
    stdinBlocks,
    readLine,
    readHidden,
    now: () => new Date(),
    pid: Deno.pid,
    hostname: () => Deno.hostname(),
  };
}

/** Ends the process. All output is written by now, and to take the runtime down in order is slow. */
export function endProcess(code: number): never {
  Deno.exit(code);
}

/** @throws `directory.unusable` where its path is no text, or it is gone */
function workingDirectory(): string {
  try {
    return Deno.cwd();
  } catch (error) {
    throw fail("directory.unusable", { problem: problemOf(error) });
  }
}

function writeOut(bytes: Uint8Array): void {
  try {
    writeAll(Deno.stdout, bytes);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new OutputError(problem, error instanceof Deno.errors.BrokenPipe);
  }
}

function writeError(text: string): void {
  try {
    writeAll(Deno.stderr, new TextEncoder().encode(text));
  } catch {
    // There is no third stream to report it on.
  }
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, bytes: Uint8Array): void {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(stream.writeSync(rest));
    } catch (error) {
      // A parent that reads with an event loop hands us pipes that do not block.
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      pause();
    }
  }
}

function readStdin(limit: number): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const part = new Uint8Array(65_536);
    const size = readSome(part);
    if (size === null) break;
    total += size;
    if (total > limit) return null;
    parts.push(part.subarray(0, size));
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function* stdinBlocks(): Generator<Uint8Array<ArrayBuffer>> {
  const next = readRing();
  for (let isEnd = false; !isEnd;) {
    const block = next();
    let filled = 0;
    // A pipe gives little at a time.
    while (!isEnd && filled < block.length) {
      const size = readSome(block.subarray(filled));
      filled += size ?? 0;
      isEnd = size === null;
    }
    if (filled > 0) yield block.subarray(0, filled);
  }
}

function readLine(): string | null {
  const bytes: number[] = [];
  const one = new Uint8Array(1);
  for (;;) {
    const size = readSome(one);
    if (size === null) return bytes.length === 0 ? null : decodeLine(bytes);
    const byte = one[0] ?? 0;
    if (byte === 0x0a) return decodeLine(bytes);
    bytes.push(byte);
  }
}

/** Keys as a terminal sends them when it leaves editing to us. */
const KEYS = { interrupt: 0x03, end: 0x04, backspace: 0x08, enter: 0x0d, kill: 0x15, delete: 0x7f };

function readHidden(question: string): HiddenLine {
  // The question comes second: whoever answers at once, such as a program, is not shown either.
  Deno.stdin.setRaw(true);
  try {
    writeError(question);
    const typed: string[] = [];
    const decoder = new TextDecoder();
    for (;;) {
      const bytes = new Uint8Array(1024);
      const size = readSome(bytes);
      if (size === null) return { kind: "end" };
      for (const character of decoder.decode(bytes.subarray(0, size), { stream: true })) {
        const code = character.codePointAt(0) ?? 0;
        if (code === KEYS.interrupt) return { kind: "interrupted" };
        if (code === KEYS.enter || code === 0x0a) return { kind: "line", text: typed.join("") };
        if (code === KEYS.end && typed.length === 0) return { kind: "end" };
        if (code === KEYS.backspace || code === KEYS.delete) typed.pop();
        else if (code === KEYS.kill) typed.length = 0;
        else if (code >= 0x20) typed.push(character);
      }
    }
  } finally {
    Deno.stdin.setRaw(false);
  }
}

function decodeLine(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes)).replace(/\r$/, "");
}

function readSome(into: Uint8Array): number | null {
  for (;;) {
    try {
      return Deno.stdin.readSync(into);
    } catch (error) {
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      pause();
    }
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_PIPE_PAUSE);
}
