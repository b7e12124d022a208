import { discover, type DiscoveryPurpose } from "../repo/discover.ts";
import type { Place } from "../repo/place.ts";
import { userDirectories } from "../repo/user_directories.ts";
import type { Call } from "./call.ts";
import type { Context } from "./context.ts";

/** Finds home and tree for a command line. */
export function placeOf(
  call: Call,
  context: Context,
  purpose: DiscoveryPurpose = "command",
): Place {
  return discover({
    cwd: context.cwd(),
    root: call.globals.root,
    rootVariable: context.env("ORCHESTRATOR_ROOT") ?? null,
    homeDirectory: userDirectories(context.environment()).home,
  }, purpose);
}
