import { disposing } from "./disposing.ts";
/** Notes that a directory could not be synced because its file system cannot do that. */
const UNSUPPORTED = /\(os error (22|95|38|1)\)/;

/**
 * Makes renames and new names in a directory durable.
 *
 * File systems that cannot sync a directory (EINVAL, ENOTSUP) are accepted: there is nothing more to
 * be done for them. Every other failure (EIO) is thrown as the system gave it.
 */
export function syncDirectory(path: string): void {
  if (Deno.build.os === "windows") {
    return;
  }
  disposing(Deno.openSync(path, { read: true }), (directory) => {
    try {
      directory.syncSync();
    } catch (error) {
      if (!(error instanceof Error && UNSUPPORTED.test(error.message))) {
        throw error;
      }
    }
  });
}
