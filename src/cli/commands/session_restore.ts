import { requireHome } from "../../repo/require_home.ts";
import { restoreFromTrash } from "../../session/restore_from_trash.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { writerOf } from "../writer.ts";

/** `session restore ID`: brings something back from the trash. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [wanted = ""] = call.args;
  const place = placeOf(call, context);
  requireHome(place);
  const restored = await restoreFromTrash(writerOf(call, context, place), wanted);
  const { entry, kind, session, checkpoints, task, current } = restored;
  const name = task === null ? "" : `: ${escapeLine(task)}`;
  const what = kind === "session"
    ? `Session ${session} restored${name}`
    : `${checkpoints.length} ${
      checkpoints.length === 1 ? "checkpoint" : "checkpoints"
    } of session ${session} restored`;
  return {
    json: { restored: kind, session, checkpoints, task, trash: entry, current_in: current },
    text: [
      `✓ ${what}`,
      ...(current.includes(place.worktree) ? ["It is the current session here again"] : []),
      "",
    ].join("\n"),
  };
}
