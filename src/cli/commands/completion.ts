import { fail } from "../../store/failure.ts";
import { nearestName } from "../../workflow/nearest_name.ts";
import type { Call } from "../call.ts";
import { SHELLS } from "../completion/shells.ts";
import { SCRIPTS } from "../completion/scripts.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";

/** `completion SHELL`: prints a script. */
export function run(call: Call, _context: Context): Promise<Output> {
  const [wanted = ""] = call.args;
  const shell = SHELLS.find((name) => name === wanted);
  if (shell === undefined) {
    const near = nearestName(wanted, SHELLS);
    const problem = `there is no script for "${wanted}"`;
    throw fail("usage", {
      problem: near === null
        ? `${problem}; there is one for ${SHELLS.join(", ")}`
        : `${problem}, did you mean "${near}"?`,
      command: call.entry.path,
    });
  }
  const script = SCRIPTS[shell];
  return Promise.resolve({ json: { shell, script }, text: script });
}
