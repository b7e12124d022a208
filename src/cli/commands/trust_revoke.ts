import { fail } from "../../store/failure.ts";
import { revoke, type Standing, standingOf } from "../../trust/revoke.ts";
import { type Call, flagValue } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { grantPlace } from "../trust/trust_of.ts";

/** Fewer digits of a hash are taken for a mistake. */
const FEWEST_DIGITS = 8;

/** `trust revoke [LIST]`: takes back what was granted for this home, or one of it. */
export function run(call: Call, context: Context): Promise<Output> {
  const [list = null] = call.args;
  const approver = flagValue(call, "approver");
  if (list !== null && approver !== null) {
    const problem = 'either LIST or "--approver" can be given';
    throw fail("usage", { problem, command: call.entry.path });
  }
  const question = grantPlace(context, placeOf(call, context));
  const chosen = chosenOf(standingOf(question), list, approver);
  if (question.stateDirectory !== null) revoke(question.stateDirectory, chosen);
  const grants = chosen.grants.map(({ hash }) => hash);
  const approvers = chosen.approvers.map(({ name }) => name);
  const pin = context.env("ORCHESTRATOR_TRUST") || null;
  return Promise.resolve({
    json: { grants, approvers, pin },
    text: [
      ...(grants.length + approvers.length === 0 ? ["Nothing is granted here"] : []),
      ...grants.map((hash) => `✓ Revoked list ${hash}`),
      ...approvers.map((name) => `✓ Revoked approvals of ${escapeLine(name)}`),
      "",
    ].join("\n"),
    notices: pin === null
      ? []
      : ["note: ORCHESTRATOR_TRUST is set and still lets one list run: unset ORCHESTRATOR_TRUST"],
  });
}

/** @throws `trust.no_such_grant` when something is named that does not stand */
function chosenOf(standing: Standing, list: string | null, approver: string | null): Standing {
  if (list === null && approver === null) return standing;
  const grants = standing.grants.filter(({ hash }) =>
    list !== null && list.length >= FEWEST_DIGITS && hash.startsWith(list.toLowerCase())
  );
  const approvers = standing.approvers.filter(({ name }) => name === approver);
  if (grants.length + approvers.length === 0) {
    throw fail("trust.no_such_grant", { wanted: list ?? approver ?? "" });
  }
  return { grants, approvers };
}
