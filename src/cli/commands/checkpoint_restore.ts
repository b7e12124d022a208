import { readCheckpoint } from "../../session/read_checkpoints.ts";
import { readSession } from "../../session/read_session.ts";
import { planScrubbedRestore, restoreCheckpoint } from "../../session/restore_checkpoint.ts";
import { fail } from "../../store/failure.ts";
import { askYesNo } from "../ask.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import { changeOutput } from "../change_output.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit_code.ts";
import { escapeLine } from "../escape.ts";
import { mayAsk } from "../may_ask.ts";
import { openSession } from "../open_session.ts";
import type { Output } from "../output.ts";
import { stateChangeLines } from "../render/state_changes_text.ts";

/** Where nothing was gone back to. */
const NOTHING_KEPT = { kept_as: null, undo: null } as const;

/** `checkpoint restore CP`: shows what would change, then goes back to the state of a checkpoint. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [wanted = ""] = call.args;
  const { place, writer, id: session } = await openSession(call, context);
  const named = readCheckpoint(place.home, session, wanted);
  const before = await readSession(place.home, session);
  const { changes } = planScrubbedRestore(before.fold, named, await writer.knownValues());
  const lines = stateChangeLines(changes);
  const { id } = named;
  const asked = { checkpoint_id: id, changes };
  if (changes.length === 0 || hasFlag(call, "dry-run")) {
    return changeOutput(call, context, place, {
      view: before,
      text: changes.length === 0
        ? `The workflow is as checkpoint ${id} has it already\n`
        : ["Would change:", ...lines.map((line) => `  ${line}`), ""].join("\n"),
      json: { result: changes.length === 0 ? "unchanged" : "dry_run", ...asked, ...NOTHING_KEPT },
    });
  }
  if (!hasFlag(call, "yes")) {
    if (!mayAsk(call, context)) {
      throw fail("confirm.needed", {
        what: `restore checkpoint ${id}`,
        command: `orchestrator checkpoint restore ${id} --yes`,
        changes: lines,
      });
    }
    const shown = lines.map((line) => `  ${escapeLine(line)}\n`).join("");
    context.err(`Restoring checkpoint ${id} changes:\n${shown}`);
    if (!askYesNo(context, "Go back to it?")) {
      return { json: null, text: "Nothing was changed\n", exit: EXIT.refused };
    }
  }
  const { view, keptAs, changes: done } = await restoreCheckpoint(writer, session, named);
  const undo = keptAs === null
    ? null
    : `orchestrator checkpoint restore ${keptAs} --yes${hintFlags(call).session}`;
  return changeOutput(call, context, place, {
    view,
    text: [
      `✓ Restored checkpoint: ${id}`,
      ...stateChangeLines(done).map((line) => `  ${line}`),
      ...(keptAs === null ? [] : [`The state before is kept as ${keptAs}. Undo with: ${undo}`]),
      "",
    ].join("\n"),
    json: { result: "restored", checkpoint_id: id, changes: done, kept_as: keptAs, undo },
    notices: ["note: only the workflow went back; files of the repository are as they were"],
  });
}
