import type { Place } from "../repo/place.ts";
import type { SessionView } from "../session/session_view.ts";
import { type Call, hintFlags } from "./call.ts";
import type { Context } from "./context.ts";
import type { Output } from "./output.ts";
import { progressJson } from "./render/status_json.ts";
import { statusText } from "./render/status_text.ts";
import { sessionNotes } from "./session_notes.ts";
import { statusFactsOf } from "./status_facts_of.ts";

/** What a command that changed a workflow says. */
export interface Change {
  readonly view: SessionView;
  /** Lines for people, before the status. */
  readonly text: string;
  /** Keys of the command's own, before those of the progress. */
  readonly json: object;
  readonly notices?: readonly string[];
}

/** The output of a command that changed a workflow: its own words, then the status unless `--quiet`. */
export async function changeOutput(
  call: Call,
  context: Context,
  place: Place,
  change: Change,
): Promise<Output> {
  const { json, quiet } = call.globals;
  const facts = json || quiet ? null : await statusFactsOf(call, context, place, change.view);
  return {
    json: () => ({ ...change.json, ...progressJson(change.view, hintFlags(call)) }),
    text: () => change.text + (facts === null ? "" : `\n${statusText(facts)}`),
    notices: [...sessionNotes(place, change.view), ...change.notices ?? []],
  };
}
