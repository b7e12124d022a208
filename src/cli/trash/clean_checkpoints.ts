import type { Place } from "../../repo/place.ts";
import { readCheckpoints } from "../../session/read_checkpoints.ts";
import { settleInterrupted } from "../../session/interrupted.ts";
import { MOST_CHECKPOINTS_AT_ONCE, trashCheckpoints } from "../../session/trash_checkpoints.ts";
import { outdatedCheckpoints } from "../../workflow/outdated_checkpoints.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { restoreCommand } from "./restore_command.ts";
import { writerOf } from "../writer.ts";

/** `checkpoints --cleanup`: moves old checkpoints of a session to the trash. */
export async function cleanCheckpoints(
  call: Call,
  context: Context,
  place: Place,
  wanted: { readonly session: string; readonly workflow: string; readonly days: number },
): Promise<Output> {
  const { session, workflow, days } = wanted;
  const writer = writerOf(call, context, place);
  await settleInterrupted(writer);
  const only = hasFlag(call, "all") ? null : workflow;
  const outdated = (): readonly string[] => {
    const found = readCheckpoints(place.home, session);
    return outdatedCheckpoints(found, only, context.now().getTime(), days);
  };
  let moved: readonly string[] = [];
  let left = 0;
  // Without anything to move, nothing is locked.
  const entry = outdated().length === 0 ? null : await trashCheckpoints(writer, session, () => {
    const chosen = outdated();
    moved = chosen.slice(0, MOST_CHECKPOINTS_AT_ONCE);
    left = chosen.length - moved.length;
    return moved;
  });
  const restore = entry === null ? null : restoreCommand(entry, hintFlags(call));
  return {
    json: { session, moved, left, trash: entry, restore },
    text: restore === null
      ? `No checkpoints to clean up: none is older than ${days} days, or it is among the newest 5.\n`
      : [
        `✓ Moved to the trash: ${moved.length} ${
          moved.length === 1 ? "checkpoint" : "checkpoints"
        }`,
        ...(left === 0 ? [] : [`${left} more are old enough: run the same command again`]),
        `Bring them back with: ${restore}`,
        "",
      ].join("\n"),
  };
}
