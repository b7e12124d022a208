import { requireHome } from "../../repo/require_home.ts";
import { deleteSession } from "../../session/delete_session.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { restoreCommand } from "../trash/restore_command.ts";
import { writerOf } from "../writer.ts";

/** `session delete ID`: moves a session to the trash. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [wanted = ""] = call.args;
  const place = placeOf(call, context);
  requireHome(place);
  const writer = writerOf(call, context, place);
  const deleted = await deleteSession(writer, wanted, { force: hasFlag(call, "force") });
  const { session, entry, task, status, current } = deleted;
  const restore = restoreCommand(entry, hintFlags(call));
  return {
    json: { session, task, status, trash: entry, was_current_in: current, restore },
    text: [
      `✓ Session ${session} deleted${task === null ? "" : `: ${escapeLine(task)}`}`,
      ...(current.includes(place.worktree) ? ["No session is the current one here now"] : []),
      `Restore it with: ${restore}`,
      "",
    ].join("\n"),
  };
}
