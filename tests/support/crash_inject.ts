import { aimAgain } from "./crash_aim.ts";
import { type CrashCase, looksMutating, sizeLimit } from "./crash_faults.ts";
import { isSameStep } from "./crash_names.ts";
import type { Ended, Slot } from "./crash_slot.ts";
import { type Call, linesOfOthers, parseTrace, type Trace, TRACED } from "./crash_trace.ts";

/** Whether a file size limit can be set from outside: without it no write can be cut. */
export async function canCutWrites(): Promise<boolean> {
  try {
    return (await new Deno.Command("prlimit", { args: ["--version"] }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** A command that ran under strace. */
export interface TracedRun {
  readonly ended: Ended;
  readonly trace: Trace;
}

const TRACE_ALL = ["-e", `trace=${TRACED.map((name) => `?${name}`).join(",")}`] as const;

/** Runs a command under strace as it is. */
export async function runTraced(slot: Slot, args: readonly string[]): Promise<TracedRun> {
  const ended = await slot.spawn(slot.traced(TRACE_ALL, args)).ended;
  return { ended, trace: parseTrace(Deno.readTextFileSync(slot.trace)) };
}

/** Runs a command and returns what threads and children other than the main thread changed. */
export async function changesByOthers(
  slot: Slot,
  args: readonly string[],
): Promise<readonly string[]> {
  await slot.spawn(slot.traced(["-f", ...TRACE_ALL], args)).ended;
  return linesOfOthers(Deno.readTextFileSync(slot.trace))
    .filter((line) => looksMutating(line, slot.live));
}

/**
 * Runs a command, puts everything back, and runs it again to be killed at the first call that `isIt`.
 */
export async function runKilledAt(
  slot: Slot,
  args: readonly string[],
  isIt: (call: Call) => boolean,
): Promise<void> {
  slot.keep();
  await slot.reset();
  const { trace } = await runTraced(slot, args);
  const call = trace.calls.find(isIt);
  if (call === undefined) throw new Error(`No such call in "${args.join(" ")}"`);
  const crash = { call, fault: { kind: "kill" }, before: null, syncs: new Map() } as const;
  if (await runAimed(slot, args, crash, trace.calls) === null) throw new Error("Not killed");
  Deno.removeSync(slot.pristine, { recursive: true });
}

/**
 * A run may differ from the reference (a loader that reads once more, a wake-up more on a pipe while
 * git runs): it is then done again.
 */
const TRIES = 12;

/**
 * Runs a command with the fault of a case, in a slot put back before, until the fault met the call that
 * it was meant for; null when it never did.
 *
 * @param reference The calls of the run that the case was made from.
 */
export async function runAimed(
  slot: Slot,
  args: readonly string[],
  crash: CrashCase,
  reference: readonly Call[],
): Promise<TracedRun | null> {
  const like = isSameStep(slot.live);
  let aimed = crash;
  for (let tries = 0; tries < TRIES; tries++) {
    await slot.reset();
    const run = await runInjected(slot, args, aimed);
    if (wasInjected(aimed, run.trace, like)) return run;
    aimed = aimAgain(crash, reference, run.trace.calls, like);
  }
  return null;
}

/** Runs a command with the fault of a case. */
export async function runInjected(
  slot: Slot,
  args: readonly string[],
  { call, fault, before, syncs }: CrashCase,
): Promise<TracedRun> {
  const traced = (injections: readonly string[]): readonly string[] =>
    slot.traced([...TRACE_ALL, ...injections.flatMap((one) => ["-e", `inject=${one}`])], args);
  const here = `when=${call.ordinal}`;
  switch (fault.kind) {
    case "kill":
      return await finish(slot, traced([`${call.syscall}:signal=KILL:${here}`]));
    case "error":
      return await finish(slot, traced([`${call.syscall}:error=${fault.code}:${here}`]));
    case "dead disk":
      return await finish(
        slot,
        traced(Array.from(syncs, ([name, count]) => `${name}:error=EIO:when=${count + 1}+`)),
      );
    case "short":
    case "torn": {
      if (call.write === null || before === null) throw new Error("Nothing to cut");
      const limit = sizeLimit(call.write, fault.part);
      const argv = traced([`${before.syscall}:signal=STOP:when=${before.ordinal}`]);
      // An ignored signal stays ignored in the program, and the write then fails with EFBIG.
      const shell = ["sh", "-c", `trap '' XFSZ; exec "$@"`, "sh", ...argv];
      return await finish(slot, fault.kind === "short" ? shell : argv, limit);
    }
  }
}

async function finish(
  slot: Slot,
  argv: readonly string[],
  limit: number | null = null,
): Promise<TracedRun> {
  Deno.writeTextFileSync(slot.trace, "");
  const { pid, ended } = slot.spawn(argv);
  let isOver = false;
  const over = ended.finally(() => {
    isOver = true;
  });
  if (limit !== null) await limitFileSize(slot, pid, limit, () => isOver);
  return { ended: await over, trace: parseTrace(Deno.readTextFileSync(slot.trace)) };
}

/** Waits until the program has stopped, limits the size of the files it may write, and lets it go on. */
async function limitFileSize(
  slot: Slot,
  strace: number,
  limit: number,
  isOver: () => boolean,
): Promise<void> {
  while (!Deno.readTextFileSync(slot.trace).includes("--- stopped by SIGSTOP ---")) {
    if (isOver()) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const children = Deno.readTextFileSync(`/proc/${strace}/task/${strace}/children`);
  const program = Number.parseInt(children, 10);
  const { success } = await new Deno.Command("prlimit", {
    args: ["--pid", String(program), `--fsize=${limit}`],
  }).output();
  Deno.kill(program, "SIGCONT");
  if (!success) throw new Error("prlimit failed");
}

/**
 * Whether the trace shows that the fault of the case happened, and to the call that it was meant for.
 *
 * @param like Says whether two calls are the same step of two runs of one command.
 */
export function wasInjected(
  { call, fault }: CrashCase,
  trace: Trace,
  like: (a: Call, b: Call) => boolean,
): boolean {
  const same = trace.calls.filter((other) => like(call, other));
  switch (fault.kind) {
    case "kill": {
      const last = trace.calls.at(-1);
      return trace.killedBy === "SIGKILL" && last !== undefined && last.result === "?" &&
        last.ordinal === call.ordinal && like(call, last);
    }
    case "error":
    case "dead disk":
      return same.some(({ ordinal, result }) =>
        ordinal === call.ordinal && result.endsWith("(INJECTED)")
      );
    case "short":
    case "torn":
      return same.some(wasCut);
  }
}

function wasCut({ write, result }: Call): boolean {
  const written = /^\d+$/.test(result) ? Number(result) : null;
  return written === null ? result.includes("EFBIG") : written < (write?.length ?? 0);
}
