import type { CrashCase } from "./crash_faults.ts";
import type { Call } from "./crash_trace.ts";

/**
 * The same case for the numbers that the calls had in another run: the main thread wakes others up by a
 * write now and then, which moves the number of every later one. The case as it is where that run did
 * not come to its call.
 *
 * @param reference The calls of the run that the case was made from.
 * @param seen Those of the other run.
 * @param like Says whether two calls are the same step of two runs of one command.
 */
export function aimAgain(
  crash: CrashCase,
  reference: readonly Call[],
  seen: readonly Call[],
  like: (a: Call, b: Call) => boolean,
): CrashCase {
  const isStep = (call: Call): boolean => like(crash.call, call);
  const rank = reference.filter(isStep)
    .findIndex(({ ordinal }) => ordinal === crash.call.ordinal);
  const call = seen.filter(isStep)[rank];
  if (call === undefined) return crash;
  const before = seen[seen.indexOf(call) - 1] ?? crash.before;
  return { ...crash, call, before };
}
