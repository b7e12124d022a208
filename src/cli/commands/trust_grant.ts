import { requireHome } from "../../repo/require_home.ts";
import { readSession } from "../../session/read_session.ts";
import { writeGrant } from "../../trust/grants.ts";
import { type Call, hasFlag } from "../call.ts";
import { requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { grantSops } from "../secrets/grant_sops.ts";
import { notStoredText } from "../trust/start_trust.ts";
import { entryText, grantPlace, trustOf } from "../trust/trust_of.ts";
import { timestamp } from "../writer.ts";

/** `trust grant`: from now on the commands of a session may run in this home. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  requireHome(place);
  if (hasFlag(call, "sops")) return grantSops({ call, context, place });
  const id = await requireChosen(call, context, place);
  const { fold } = await readSession(place.home, id);
  const { entries, check } = await trustOf(call, context, place, fold);
  const commands = entries.map((entry) => `  ${escapeLine(entryText(entry))}`);
  const json = { session: id, hash: check.hash, commands: entries };
  if (check.granted) {
    return {
      json: { ...json, stored: false, already: true },
      text: [
        entries.length === 0 ? "This workflow runs no commands" : "These commands may run already:",
        ...commands,
        "",
      ].join("\n"),
    };
  }
  const written = writeGrant({
    ...grantPlace(context, place),
    entries,
    grantedAt: timestamp(context.now()),
    grantedBy: "trust grant",
  });
  const { stored, hash } = written;
  const line = `export ORCHESTRATOR_TRUST=${hash}`;
  return {
    json: { ...json, stored, already: false, ...(stored ? {} : { export: line }) },
    text: [
      stored ? "✓ These commands may run in this repository:" : "These commands would be granted:",
      ...commands,
      ...(written.stored ? [] : [`But ${notStoredText(written)}. Set this instead:`, line]),
      "",
    ].join("\n"),
  };
}
