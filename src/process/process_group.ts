const WINDOWS = Deno.build.os === "windows";

/** How long a group may take to end after SIGTERM before SIGKILL, in milliseconds. */
const TERM_GRACE = 2000;

const POLL_INTERVAL = 10;

/**
 * Sends a signal to every process of the group that `child` leads; on Windows, which has no groups,
 * it ends the child.
 *
 * @returns whether there was a process to get it
 */
export function signalGroup(child: Deno.ChildProcess, signal: "SIGTERM" | "SIGKILL" | 0): boolean {
  try {
    if (!WINDOWS) Deno.kill(-child.pid, signal);
    else if (signal !== 0) child.kill("SIGKILL");
    return !WINDOWS;
  } catch (error) {
    // Gone already, or (on Windows) ended on its own.
    if (error instanceof Deno.errors.NotFound || error instanceof TypeError) return false;
    // EPERM: the one that is left changed its user.
    if (error instanceof Deno.errors.PermissionDenied) return false;
    throw error;
  }
}

/**
 * Ends a group: SIGTERM, and SIGKILL for what is left after two seconds or as soon as `hurry` says so.
 * Resolves when the group is gone or has been killed.
 */
export async function endGroup(child: Deno.ChildProcess, hurry: () => boolean): Promise<void> {
  const deadline = performance.now() + TERM_GRACE;
  let alive = signalGroup(child, "SIGTERM");
  while (alive && !hurry() && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL));
    alive = signalGroup(child, 0);
  }
  if (alive) signalGroup(child, "SIGKILL");
}
