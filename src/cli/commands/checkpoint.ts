import { recentFiles } from "../../repo/recent_files.ts";
import { makeCheckpoint } from "../../session/make_checkpoint.ts";
import { fail } from "../../store/failure.ts";
import { lookInside } from "../../store/look_inside.ts";
import { NOTE_LIMIT, requireLength } from "../../workflow/limits.ts";
import { type Call, flagList, flagValue, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { likelySecretNotes } from "../likely_secrets.ts";
import { openSession } from "../open_session.ts";
import type { Output } from "../output.ts";
import { sessionNotes } from "../session_notes.ts";

/** What was changed in the last hour is probably part of the work. */
const RECENT_MS = 3_600_000;

/** `checkpoint`: keeps the state as a named restore point. One file, no event. */
export async function run(call: Call, context: Context): Promise<Output> {
  const message = flagValue(call, "message");
  const decisions = flagList(call, "decision");
  const named = flagList(call, "file");
  for (const [what, texts] of [["message", message ?? []], ["decision", decisions]] as const) {
    for (const text of [texts].flat()) requireLength(what, text, NOTE_LIMIT);
  }
  for (const [flag, texts] of [["decision", decisions], ["file", named]] as const) {
    if (texts.some((text) => text.trim() === "")) {
      throw fail("usage", { problem: `"--${flag}" is empty`, command: call.entry.path });
    }
  }
  const { place, writer, id: session } = await openSession(call, context);
  const recent = recentFiles(place.tree, context.now().getTime() - RECENT_MS);
  const files = Array.from(new Set([...named, ...recent]));
  const { id, checkpoint, view } = await makeCheckpoint(writer, session, {
    message,
    decisions,
    files,
  });
  const hint = hintFlags(call).session;
  const resume = `orchestrator resume --from ${id}${hint}`;
  const restore = `orchestrator checkpoint restore ${id} --yes${hint}`;
  return {
    json: { session, checkpoint_id: id, ...checkpoint, resume, restore },
    text: [
      `✓ Checkpoint created: ${id}`,
      `  Session: ${session}`,
      `  Phase: ${escapeLine(checkpoint.phase_id ?? "")}`,
      ...(checkpoint.item_id === null ? [] : [`  Item: ${escapeLine(checkpoint.item_id)}`]),
      ...(checkpoint.message === null ? [] : [`  Message: ${escapeLine(checkpoint.message)}`]),
      ...(decisions.length === 0 ? [] : [`  Decisions: ${decisions.length}`]),
      `  Files tracked: ${files.length}`,
      `Resume with: ${resume}`,
      `Go back to it with: ${restore}`,
      "",
    ].join("\n"),
    notices: [
      ...sessionNotes(place, view),
      ...missingNotes(place.tree, named),
      ...likelySecretNotes(
        [checkpoint.message ?? "", ...checkpoint.key_decisions],
        hintFlags(call),
      ),
    ],
  };
}

function missingNotes(tree: string, files: readonly string[]): readonly string[] {
  return files.filter((file) => !file.includes("\0") && !lookInside(tree, file).exists)
    .map((file) => `note: there is no "${escapeLine(file)}" in the tree; it is noted all the same`);
}
