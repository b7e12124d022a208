import { isAbsolutePath, joinPath } from "../process/path.ts";
import type { Context } from "./context.ts";

/** A path that the caller wrote, as seen from the working directory; `.` and `..` are not resolved. */
export function absolutePath(context: Context, path: string): string {
  return isAbsolutePath(path) ? path : joinPath(context.cwd(), path.replace(/^(\.\/+)+/, ""));
}
