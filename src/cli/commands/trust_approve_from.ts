import { isActorName } from "../../repo/actor.ts";
import { requireHome } from "../../repo/require_home.ts";
import { fail } from "../../store/failure.ts";
import { writeApprover } from "../../trust/approvers.ts";
import { approverCheck } from "../trust/approver_check.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { grantPlace } from "../trust/trust_of.ts";
import { timestamp } from "../writer.ts";

/** `trust approve-from NAME`: from now on approvals of `ORCHESTRATOR_ACTOR=NAME` count in this home. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [name = ""] = call.args;
  if (!isActorName(name)) throw fail("trust.name_invalid", { name });
  const place = placeOf(call, context);
  requireHome(place);
  (await approverCheck(call, context, place))(`trust approve-from ${name}`);
  const grantedAt = timestamp(context.now());
  writeApprover({ ...grantPlace(context, place), name, grantedAt });
  return {
    json: { name, home: place.home },
    text: [
      `✓ Approvals with ORCHESTRATOR_ACTOR=${name} count in this repository`,
      "  Whoever can set that variable can approve: it stops mistakes, not malice",
      `  Take it back: orchestrator trust revoke --approver ${name}`,
      "",
    ].join("\n"),
  };
}
