import { detectActor } from "../repo/actor.ts";
import { isSetVariable } from "../repo/is_set_variable.ts";
import type { Call } from "./call.ts";
import type { Context } from "./context.ts";

/** Whether a question may be asked: a person sits at a terminal and nothing forbids it. */
export function mayAsk(call: Call, context: Context): boolean {
  if (call.globals.json || call.globals.noInput) return false;
  const stdinTerminal = context.stdinIsTerminal();
  const stdoutTerminal = context.stdoutIsTerminal();
  if (!stdinTerminal || !stdoutTerminal || !context.stderrIsTerminal()) return false;
  if (isSetVariable(context.env("CI"))) return false;
  return detectActor({ env: context.environment(), stdinTerminal, stdoutTerminal }).actor ===
    "human";
}
