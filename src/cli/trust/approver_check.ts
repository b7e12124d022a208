import { readSetting } from "../../config/read_setting.ts";
import { detectActor } from "../../repo/actor.ts";
import type { Place } from "../../repo/place.ts";
import { fail } from "../../store/failure.ts";
import { isApprover } from "../../trust/approvers.ts";
import type { Call } from "../call.ts";
import { configurationOf } from "../config/configuration.ts";
import type { Context } from "../context.ts";
import { userDirectories } from "../../repo/user_directories.ts";

/**
 * Makes the function that throws `approval.needs_human` for whatever may not be approved here: with
 * `workflow.require_human_approval` that is everything, unless a person is at a terminal on stdin and
 * stdout, or `ORCHESTRATOR_ACTOR` names somebody from whom approvals are taken in this home. Any other
 * value of it can only make this stricter. It stops mistakes, not malice.
 */
export async function approverCheck(
  call: Call,
  context: Context,
  place: Place,
): Promise<(what: string) => void> {
  const sources = configurationOf(call, context, place);
  const { value: isNeeded } = await readSetting("workflow.require_human_approval", sources);
  if (!isNeeded || isPerson(context) || isNamedApprover(context, place)) return () => undefined;
  return (what) => {
    throw fail("approval.needs_human", { what });
  };
}

function isPerson(context: Context): boolean {
  const terminals = {
    stdinTerminal: context.stdinIsTerminal(),
    stdoutTerminal: context.stdoutIsTerminal(),
  };
  const { ORCHESTRATOR_ACTOR: override = "", ...others } = context.environment();
  const found = detectActor({ env: others, ...terminals });
  return terminals.stdinTerminal && terminals.stdoutTerminal && found.actor === "human" &&
    (override === "" || override === "human");
}

function isNamedApprover(context: Context, place: Place): boolean {
  const env = context.environment();
  const { name } = detectActor({ env, stdinTerminal: false, stdoutTerminal: false });
  if (name === null) return false;
  return isApprover({ ...place, stateDirectory: userDirectories(env).state, name });
}
