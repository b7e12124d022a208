import { fail } from "../../store/failure.ts";
import { readUserFile } from "../../store/read_user_file.ts";
import type { Context } from "../context.ts";

/** More than any note or evidence may have. */
const LIMIT = 1024 * 1024;

/**
 * The text of a file that a flag names, `-` for stdin. Must be UTF-8.
 *
 * @throws `file.not_found`, `file.unreadable`
 */
export function readTextArgument(context: Context, path: string): string {
  const bytes = path === "-" ? context.readStdin(LIMIT) : readUserFile(path, LIMIT, "any");
  if (bytes === null) {
    if (path !== "-") throw fail("file.not_found", { path });
    throw fail("file.unreadable", { path: "stdin", problem: `it has more than ${LIMIT} bytes` });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fail("file.unreadable", { path, problem: "it is not UTF-8" });
  }
}
