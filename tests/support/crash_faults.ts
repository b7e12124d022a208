import type { Call } from "./crash_trace.ts";

/**
 * What is done to one system call.
 *
 * `kill`: SIGKILL on entry, so that the call does not happen; the state after a call is that before
 * the next one. An error code: the call fails with it and does nothing. `dead disk`: this and every
 * later sync fails with EIO. `short`: the file size limit lets part of the write through and refuses
 * the rest. `torn`: the same, but the process dies at the refusal (when it tries to write the rest).
 */
export type Fault =
  | { readonly kind: "kill" }
  | { readonly kind: "error"; readonly code: "EIO" | "ENOSPC" | "ENOLCK" }
  | { readonly kind: "dead disk" }
  | { readonly kind: "short" | "torn"; readonly part: "first byte" | "half" };

/** One system call and one fault. */
export interface CrashCase {
  readonly call: Call;
  readonly fault: Fault;
  /** The call traced before it, at which the process is stopped to set a limit. */
  readonly before: Call | null;
  /** How many syncs of each kind had happened, for `dead disk`. */
  readonly syncs: ReadonlyMap<string, number>;
}

/** The errors that the manual page of each call gives and that a bad or full disk causes. */
const ERRORS: ReadonlyMap<string, readonly ("EIO" | "ENOSPC" | "ENOLCK")[]> = new Map([
  ["chmod", ["EIO"]],
  ["fchmod", ["EIO"]],
  ["fchmodat", ["EIO"]],
  ["fchown", ["EIO"]],
  ["fchownat", ["EIO"]],
  ["chown", ["EIO"]],
  ["flock", ["EIO", "ENOLCK"]],
  ["ftruncate", ["EIO"]],
  ["rmdir", ["EIO"]],
  ["truncate", ["EIO"]],
  ["unlink", ["EIO"]],
  ["unlinkat", ["EIO"]],
  ["utimensat", ["EIO"]],
]);

const OPENS_FOR_CHANGE = /\bO_(WRONLY|RDWR|CREAT|TRUNC)\b/;

const SYNCS = ["fsync", "fdatasync"] as const;

/** Whether a call changes a file, name or lock below the directory, or prints on stdout. */
export function isMutating(call: Call, root: string): boolean {
  if (isOutput(call)) return true;
  if (call.syscall === "lseek") return false;
  const inside = call.paths.some((path) => path === root || path.startsWith(`${root}/`));
  const opens = call.syscall === "openat" || call.syscall === "open";
  return inside && (!opens || OPENS_FOR_CHANGE.test(call.args));
}

/** Whether a line of a trace, finished or not, is about changing something below the directory. */
export function looksMutating(line: string, root: string): boolean {
  const [, syscall = ""] = /^(\w+)\(/.exec(line) ?? [];
  // The working directory says nothing about an absolute path.
  const told = line.replace(/AT_FDCWD<[^>]*>, (?="\/)/g, "");
  if (syscall === "" || syscall === "lseek" || !told.includes(`${root}/`)) return false;
  return !syscall.startsWith("open") || OPENS_FOR_CHANGE.test(line);
}

/** Whether a call prints on stdout: the boundary after which a command is acknowledged. */
export function isOutput(call: Call): boolean {
  return call.syscall === "write" && call.descriptor === 1;
}

/** Every fault of every mutating call of a trace. */
export function crashCases(calls: readonly Call[], root: string): readonly CrashCase[] {
  const cases: CrashCase[] = [];
  for (const [index, call] of calls.entries()) {
    if (!isMutating(call, root)) continue;
    const earlier = calls.slice(0, index);
    const before = earlier.at(-1) ?? null;
    const syncs = new Map(SYNCS.map((name) => [name, countOf(earlier, name)]));
    for (const fault of faultsOf(call)) {
      cases.push({ call, fault, before, syncs });
    }
  }
  return cases;
}

function countOf(calls: readonly Call[], syscall: string): number {
  return calls.filter((call) => call.syscall === syscall).length;
}

function faultsOf(call: Call): readonly Fault[] {
  const faults: Fault[] = [{ kind: "kill" }];
  for (const code of ERRORS.get(call.syscall) ?? ["EIO", "ENOSPC"] as const) {
    faults.push({ kind: "error", code });
  }
  if (SYNCS.some((name) => name === call.syscall)) faults.push({ kind: "dead disk" });
  if (call.write === null || isOutput(call)) return faults;
  const parts = call.write.length < 4 ? ["first byte"] as const : ["first byte", "half"] as const;
  for (const part of parts) {
    faults.push({ kind: "short", part }, { kind: "torn", part });
  }
  return faults;
}

/** The file size, in bytes, at which the write of a `short` or `torn` case is cut. */
export function sizeLimit(write: NonNullable<Call["write"]>, part: "first byte" | "half"): number {
  return write.offset +
    (part === "half" ? Math.floor(write.length / 2) : Math.min(1, write.length - 1));
}

/** A fault in a few words. */
export function faultName(fault: Fault): string {
  switch (fault.kind) {
    case "error":
      return fault.code;
    case "short":
    case "torn":
      return `${fault.kind} (${fault.part})`;
    default:
      return fault.kind;
  }
}
