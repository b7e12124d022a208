import { requireHome } from "../../repo/require_home.ts";
import { readCheckpoint } from "../../session/read_checkpoints.ts";
import type { Checkpoint } from "../../workflow/checkpoint.ts";
import { createFold } from "../../workflow/fold.ts";
import { progress } from "../../workflow/inspect.ts";
import { stateFromJson } from "../../workflow/state_json.ts";
import { type Call, hintFlags } from "../call.ts";
import { requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeBlock, escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { itemMark } from "../render/item_mark.ts";

/** `checkpoint show CP`. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [wanted = ""] = call.args;
  const place = placeOf(call, context);
  requireHome(place);
  const session = await requireChosen(call, context, place);
  const { id, checkpoint } = readCheckpoint(place.home, session, wanted);
  const restore = `orchestrator checkpoint restore ${id} --yes${hintFlags(call).session}`;
  return {
    json: { session, ...checkpoint, checkpoint_id: id, restore },
    text: () =>
      [
        `Checkpoint: ${id}`,
        ...checkpointLines(checkpoint),
        ...stateLines(checkpoint),
        "",
        `Go back to it with: ${restore}`,
        "",
      ].join("\n"),
  };
}

function checkpointLines(checkpoint: Checkpoint): readonly string[] {
  const { message, item_id: item, parent_checkpoint_id: parent } = checkpoint;
  return [
    `Made: ${escapeLine(checkpoint.timestamp)}`,
    `Workflow: ${escapeLine(checkpoint.workflow_id)}`,
    `Phase: ${escapeLine(checkpoint.phase_id ?? "not known")}`,
    ...(item === null ? [] : [`Item: ${escapeLine(item)}`]),
    ...(parent === null ? [] : [`After: ${escapeLine(parent)}`]),
    ...(message === null ? [] : ["Message:", escapeBlock(message, "  ")]),
    ...list("Decisions:", checkpoint.key_decisions),
    ...list("Files:", checkpoint.file_manifest),
  ];
}

function list(title: string, texts: readonly string[]): readonly string[] {
  if (texts.length === 0) return [];
  return [title, ...texts.map((text) => `  - ${escapeLine(text)}`)];
}

function stateLines({ workflow_state_snapshot: snapshot }: Checkpoint): readonly string[] {
  const state = snapshot === null ? null : stateFromJson(snapshot, null);
  if (state === null) return ["State: none that can be restored"];
  const { completed, total } = progress(createFold(state));
  return [
    `State: ${state.status}, ${completed}/${total} items completed`,
    ...Array.from(
      state.phases.values(),
      ({ id, items }) =>
        `  ${escapeLine(id)}: ${
          Array.from(items.values(), (item) => `${itemMark(item.status)} ${escapeLine(item.id)}`)
            .join("  ")
        }`,
    ),
  ];
}
