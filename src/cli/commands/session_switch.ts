import { requireHome } from "../../repo/require_home.ts";
import { switchSession } from "../../session/switch_session.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { writerOf } from "../writer.ts";

/** `session switch ID`: makes a session the current one of this tree. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [wanted = ""] = call.args;
  const place = placeOf(call, context);
  requireHome(place);
  const { from, to } = await switchSession(writerOf(call, context, place), wanted);
  const same = from === to;
  return {
    json: { from, to },
    text: same ? `Session ${to} is the current one already\n` : `✓ Current session: ${to}\n`,
  };
}
