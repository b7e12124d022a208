import type { Context } from "../../../src/cli/context.ts";
import { dispatch } from "../../../src/cli/dispatch.ts";

/** What a command line printed and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a fake process is like; everything else is a plain Linux one without terminals. */
export interface FakeProcess {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  readonly stdin?: string;
  readonly now?: Date;
  /** Replaces writing to stdout. */
  readonly out?: (text: string) => void;
}

/** A context without a process, and what was written through it. */
export function fakeContext(
  args: readonly string[],
  fake: FakeProcess = {},
): { readonly context: Context; readonly printed: () => { out: string; err: string } } {
  let out = "";
  let err = "";
  const env = fake.env ?? {};
  const lines = (fake.stdin ?? "").split("\n");
  const context: Context = {
    args,
    cwd: () => fake.cwd ?? "/nowhere",
    env: (name) => env[name],
    environment: () => env,
    windows: false,
    stdinIsTerminal: () => fake.terminal === true,
    stdoutIsTerminal: () => fake.terminal === true,
    stderrIsTerminal: () => fake.terminal === true,
    out: fake.out ?? ((text) => void (out += text)),
    outBytes: (bytes) => void (out += new TextDecoder("latin1").decode(bytes)),
    err: (text) => void (err += text),
    readStdin: () => new TextEncoder().encode(fake.stdin ?? ""),
    *stdinBlocks() {
      yield new TextEncoder().encode(fake.stdin ?? "");
    },
    readHidden: (question) => {
      err += question;
      const text = lines.shift();
      return text === undefined ? { kind: "end" } : { kind: "line", text };
    },
    readLine: () => lines.shift() ?? null,
    now: () => fake.now ?? new Date("2026-11-22T10:00:00.000Z"),
    pid: 4711,
    hostname: () => "host",
  };
  return { context, printed: () => ({ out, err }) };
}

/** Runs a command line in a fake process. */
export async function runLine(args: readonly string[], fake: FakeProcess = {}): Promise<Ran> {
  const { context, printed } = fakeContext(args, fake);
  const code = await dispatch(context);
  return { code, ...printed() };
}
