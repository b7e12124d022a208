import { HOUSE, trashDirectory, trashRecordFile } from "../../repo/layout.ts";
import { redactSession } from "../../session/redact_session.ts";
import { type Call, hintFlags } from "../call.ts";
import { requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { quoteWord } from "../line/quote_word.ts";
import { requireHome } from "../../repo/require_home.ts";
import { restoreCommand } from "../trash/restore_command.ts";
import { writerOf } from "../writer.ts";

/** `session redact [ID]`: puts a copy without secrets in place of a session. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  requireHome(place);
  const [wanted = await requireChosen(call, context, place)] = call.args;
  const writer = writerOf(call, context, place);
  const { session, files, entry } = await redactSession(writer, wanted);
  const total = files.reduce((sum, { redactions }) => sum + redactions, 0);
  const hint = hintFlags(call);
  const restore = [
    `orchestrator session delete ${session} --force${hint.root}`,
    restoreCommand(entry, hint),
  ];
  const remove = `rm -r ${
    [trashDirectory(entry), trashRecordFile(entry)]
      .map((path) => quoteWord(`${place.home}/${path}`)).join(" ")
  }`;
  return {
    json: { session, redactions: total, files, trash: entry, restore, remove },
    text: [
      `✓ Session ${session} redacted: ${total} ${total === 1 ? "secret" : "secrets"} taken out`,
      ...files.map(({ name, redactions }) => `  ${escapeLine(name)}: ${redactions}`),
      `The session as it was, with its secrets, is in ${HOUSE}/trash`,
      `Restore it with: ${restore.join(" && ")}`,
      `Remove it for good with: ${remove}`,
      "A secret that others may have seen should be replaced where it was issued",
      "",
    ].join("\n"),
  };
}
