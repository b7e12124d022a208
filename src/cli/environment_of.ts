import { type DetectedEnvironment, detectEnvironment, TELLING_FILES } from "../repo/environment.ts";
import { isThere } from "../store/is_there.ts";
import type { Context } from "./context.ts";

/** Where this process runs. Throws `config.invalid` for a wrong `ORCHESTRATOR_ENV`. */
export function environmentOf(context: Context): DetectedEnvironment {
  return detectEnvironment({
    env: context.environment(),
    files: new Set(TELLING_FILES.filter(isThere)),
  });
}
