import { readSetting } from "../config/read_setting.ts";
import { detectActor } from "../repo/actor.ts";
import { fail } from "../store/failure.ts";
import type { Context } from "./context.ts";

/**
 * With `workflow.require_human_approval`, throws `approval.needs_human` unless a person is at a
 * terminal on stdin and stdout. `ORCHESTRATOR_ACTOR` can only make this stricter. It stops mistakes,
 * not malice.
 */
export function requireHuman(context: Context, what: string): void {
  const env = context.environment();
  if (!readSetting("workflow.require_human_approval", env).value) return;
  const terminals = {
    stdinTerminal: context.stdinIsTerminal(),
    stdoutTerminal: context.stdoutIsTerminal(),
  };
  const { ORCHESTRATOR_ACTOR: override = "", ...others } = env;
  const found = detectActor({ env: others, ...terminals });
  const isPerson = terminals.stdinTerminal && terminals.stdoutTerminal && found.actor === "human";
  if (!isPerson || (override !== "" && override !== "human")) {
    throw fail("approval.needs_human", { what });
  }
}
