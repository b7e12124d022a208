/** One system call of the main thread, as `strace -y` printed it. */
export interface Call {
  readonly syscall: string;
  /** Which call of this name it is, from 1: what `when=` of an injection counts. */
  readonly ordinal: number;
  /** The paths that it works on, absolute. */
  readonly paths: readonly string[];
  /** The text between its parentheses. */
  readonly args: string;
  /** What stands behind the equals sign: `17`, `-1 EIO (…) (INJECTED)`, or `?` where it never returned. */
  readonly result: string;
  /** The descriptor of a call that works on an open file. */
  readonly descriptor: number | null;
  /** For a write: where in the file it begins, and how many bytes it was given. */
  readonly write: { readonly offset: number; readonly length: number } | null;
}

/** What a trace says. */
export interface Trace {
  readonly calls: readonly Call[];
  /** The signal that ended the process, null when it exited. */
  readonly killedBy: string | null;
}

/**
 * The system calls that can change a file, a name or a lock, and `lseek`, by which the position of a
 * write is known.
 */
export const TRACED = [
  "chmod",
  "chown",
  "copy_file_range",
  "creat",
  "fallocate",
  "fchmod",
  "fchmodat",
  "fchown",
  "fchownat",
  "fdatasync",
  "flock",
  "fsync",
  "ftruncate",
  "link",
  "linkat",
  "lseek",
  "mkdir",
  "mkdirat",
  "open",
  "openat",
  "pwrite64",
  "pwritev",
  "rename",
  "renameat",
  "renameat2",
  "rmdir",
  "sendfile",
  "symlink",
  "symlinkat",
  "truncate",
  "unlink",
  "unlinkat",
  "utimensat",
  "write",
  "writev",
] as const;

/** Calls whose first argument is an open file and whose other arguments are no paths. */
const ON_DESCRIPTOR = new Set([
  "fallocate",
  "fchmod",
  "fchown",
  "fdatasync",
  "flock",
  "fsync",
  "ftruncate",
  "lseek",
  "pwrite64",
  "pwritev",
  "write",
  "writev",
]);

/**
 * The lines of a trace of all threads and children (`strace -f`) that are not about the first thread:
 * nothing can be injected there by number, so that nothing may be changed there.
 */
export function linesOfOthers(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => /^(\d+)\s+(.*)$/.exec(line) ?? []);
  const first = lines[0]?.[1];
  return lines.flatMap(([, id, rest]) => id === first || rest === undefined ? [] : [rest]);
}

/** Reads what `strace -o` wrote about one thread. */
export function parseTrace(text: string): Trace {
  const calls: Call[] = [];
  const counts = new Map<string, number>();
  const positions = new Map<number, number>();
  let killedBy: string | null = null;
  for (const line of text.split("\n")) {
    killedBy = /^\+\+\+ killed by (\w+)/.exec(line)?.[1] ?? killedBy;
    const [, syscall, args, result] = /^(\w+)\((.*)\)\s+= (.+)$/.exec(line) ?? [];
    if (syscall === undefined || args === undefined || result === undefined) continue;
    const ordinal = (counts.get(syscall) ?? 0) + 1;
    counts.set(syscall, ordinal);
    const descriptor = ON_DESCRIPTOR.has(syscall) ? Number.parseInt(args, 10) : null;
    const write = writtenPart(syscall, args, descriptor, positions);
    const paths = pathsOf(syscall, args);
    calls.push({ syscall, ordinal, paths, args, result, descriptor, write });
    follow(positions, syscall, descriptor, result);
  }
  return { calls, killedBy };
}

function writtenPart(
  syscall: string,
  args: string,
  descriptor: number | null,
  positions: ReadonlyMap<number, number>,
): Call["write"] {
  if (syscall !== "write" || descriptor === null) return null;
  const length = Number(/, (\d+)$/.exec(args)?.[1]);
  return { offset: positions.get(descriptor) ?? 0, length };
}

function follow(
  positions: Map<number, number>,
  syscall: string,
  descriptor: number | null,
  result: string,
): void {
  const value = Number.parseInt(result, 10);
  if (!(value >= 0)) return;
  if (syscall === "openat") positions.set(value, 0);
  if (descriptor === null) return;
  if (syscall === "lseek") positions.set(descriptor, value);
  if (syscall === "write") positions.set(descriptor, (positions.get(descriptor) ?? 0) + value);
}

/** A quoted path, or a descriptor (or the working directory) with its path in angle brackets. */
const WORD = /"((?:[^"\\]|\\.)*)"|(?:AT_FDCWD|\d+)<([^>]*)>/g;

function pathsOf(syscall: string, args: string): readonly string[] {
  const words = Array.from(args.matchAll(WORD), ([, quoted, of]) => ({ quoted, of }));
  if (ON_DESCRIPTOR.has(syscall)) return words.slice(0, 1).map(({ of }) => of ?? "");
  const isPath = syscall !== "copy_file_range" && syscall !== "sendfile";
  const paths: string[] = [];
  let base = "";
  for (const { quoted, of } of words) {
    if (of !== undefined) {
      base = of;
      if (!isPath) paths.push(of);
    } else if (quoted !== undefined) {
      paths.push(quoted.startsWith("/") ? quoted : `${base}/${quoted}`);
    }
  }
  return paths;
}
