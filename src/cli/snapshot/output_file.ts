import { HOUSE } from "../../repo/layout.ts";
import { fail } from "../../store/failure.ts";
import { beginNewFile } from "../../store/new_file.ts";
import { canonicalPath } from "../../store/ownership.ts";
import { parentOf } from "../../store/publish.ts";
import type { Bytes } from "../../stream/bytes.ts";
import { absolutePath } from "../absolute_path.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { startProgress } from "./progress.ts";

/** Where a command writes what it makes. */
export interface OutputFile {
  /** Absolute; null for stdout. */
  readonly path: string | null;
  readonly mode: number;
}

/**
 * The file that an argument names, null for stdout (`-`). Nothing is written yet, and nothing that
 * exists is ever replaced.
 *
 * @throws `output.exists`, `output.in_house`, `file.not_created` when there is no such directory
 */
export function outputPath(call: Call, context: Context, file: string): string | null {
  if (file === "-") return null;
  if (file === "" || file.includes("\0")) {
    throw fail("usage", { problem: "FILE is no path", command: call.entry.path });
  }
  const wanted = absolutePath(context, file);
  const name = wanted.slice(wanted.lastIndexOf("/") + 1);
  const directory = canonicalPath(parentOf(wanted));
  if (directory === null || name === "" || name === "." || name === "..") {
    throw fail("file.not_created", { path: wanted, problem: "There is no such directory" });
  }
  const path = directory === "/" ? `/${name}` : `${directory}/${name}`;
  if (path.split("/").includes(HOUSE)) throw fail("output.in_house", { path });
  return path;
}

/**
 * Writes a stream of bytes to a new file, which appears only when it is complete, or to stdout.
 *
 * @returns How many bytes there were.
 * @throws `output.exists`, `file.not_created`, `io`, and what the stream throws
 */
export async function writeOutput(
  call: Call,
  context: Context,
  { path, mode }: OutputFile,
  begin: () => AsyncIterable<Bytes>,
): Promise<number> {
  if (path === null) {
    call.hint.stdoutTaken = true;
    return await pump(call, context, begin(), (bytes) => context.outBytes(bytes));
  }
  const file = beginNewFile(path, mode);
  try {
    const length = await pump(call, context, begin(), (bytes) => file.write(bytes));
    file.publish();
    return length;
  } finally {
    file[Symbol.dispose]();
  }
}

async function pump(
  call: Call,
  context: Context,
  stream: AsyncIterable<Bytes>,
  write: (bytes: Bytes) => void,
): Promise<number> {
  const progress = startProgress(call, context, "Written:");
  let length = 0;
  try {
    for await (const bytes of stream) {
      write(bytes);
      length += bytes.length;
      progress.add(bytes.length);
    }
    return length;
  } finally {
    progress.end();
  }
}
