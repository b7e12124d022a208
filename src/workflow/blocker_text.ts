import type { Blocker } from "./inspect.ts";

/** A blocker in the predecessor's words, which its programs' readers know. */
export function blockerText(blocker: Blocker): string {
  return "approval" in blocker ? "Awaiting human approval" : `${blocker.item} (${blocker.status})`;
}
