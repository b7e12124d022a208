import { fail } from "../../store/failure.ts";
import { type Call, flagValue } from "../call.ts";
import type { Context } from "../context.ts";
import { readTextArgument } from "./text_argument.ts";

/** The notes of `--notes` or `--notes-file`, null without either; the file loses its last line end. */
export function notesArgument(call: Call, context: Context): string | null {
  const notes = flagValue(call, "notes");
  const file = flagValue(call, "notes-file");
  if (file === null) return notes;
  if (notes !== null) {
    const problem = '"--notes" and "--notes-file" exclude each other';
    throw fail("usage", { problem, command: call.entry.path });
  }
  return readTextArgument(context, file).replace(/\r?\n$/, "");
}
