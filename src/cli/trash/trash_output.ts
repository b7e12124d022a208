import type { Place } from "../../repo/place.ts";
import { readInterrupted } from "../../session/interrupted.ts";
import { listTrash, type TrashEntry } from "../../session/list_trash.ts";
import { type Call, hintFlags } from "../call.ts";
import { escapeLine } from "../escape.ts";
import type { HintFlags } from "../failure_words.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { restoreCommand } from "./restore_command.ts";
import { placeNotes } from "../session_notes.ts";

/** What is in the trash, newest first, each with the command that brings it back. */
export function trashOutput(call: Call, place: Place): Output {
  const interrupted = place.mark === null ? null : readInterrupted(place.home, OPERATIONS);
  const trash = place.mark === null ? [] : listTrash(place.home, interrupted);
  const hint = hintFlags(call);
  return {
    json: { trash: trash.map((entry) => entryJson(entry, hint)) },
    text: trash.length === 0
      ? "The trash is empty\n"
      : trash.map((entry) => entryText(entry, hint)).join(""),
    notices: placeNotes(place, interrupted),
  };
}

function entryJson({ entry, record }: TrashEntry, hint: HintFlags): object {
  if (record === null) return { entry, kind: null, restore: null };
  const { kind, session, checkpoints, task, status, deleted_at } = record;
  const restore = restoreCommand(entry, hint);
  return { entry, kind, session, checkpoints, task, status, deleted_at, restore };
}

function entryText({ entry, record }: TrashEntry, hint: HintFlags): string {
  if (record === null) {
    return `${escapeLine(entry)}  (no record that fits it: it cannot be restored)\n`;
  }
  const { kind, session, checkpoints, task, status, deleted_at: deleted } = record;
  const what = kind === "session"
    ? `${(status ?? "?").padEnd(9)}  ${escapeLine(task ?? "(not known)")}`
    : `${checkpoints.length} ${checkpoints.length === 1 ? "checkpoint" : "checkpoints"}`;
  return `${session}  ${escapeLine(deleted.slice(0, 16).replace("T", " "))}  ${what}\n` +
    `  restore: ${restoreCommand(entry, hint)}\n`;
}
