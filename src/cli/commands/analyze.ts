import { type HomeWorkflows, readWorkflows } from "../../session/read_workflows.ts";
import { analyse } from "../../workflow/analysis.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { analysisJson } from "../render/analysis_json.ts";
import { analysisText } from "../render/analysis_text.ts";
import { conditionText } from "../render/condition_text.ts";

/** `analyze`: figures over all workflows of the home. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  const found = place.mark === null ? NOTHING : await readWorkflows(place, OPERATIONS);
  const notices = problems(found);
  const more = {
    sessions: found.sessions,
    history_events: found.historyEvents,
    unsound: found.unsound,
    unreadable: found.unreadable,
  };
  if (found.workflows.length === 0) {
    const message = "No workflow has been logged here yet";
    return { json: { status: "no_data", message, ...more }, text: `${message}\n`, notices };
  }
  const analysis = analyse(found.workflows);
  return {
    json: () => ({ ...analysisJson(analysis), ...more }),
    text: () => analysisText(analysis),
    notices,
  };
}

const NOTHING: HomeWorkflows = {
  workflows: [],
  sessions: 0,
  historyEvents: 0,
  skippedLines: 0,
  unsound: [],
  unreadable: [],
};

function problems({ unsound, unreadable, skippedLines }: HomeWorkflows): readonly string[] {
  return [
    ...unsound.map(({ session, condition }) =>
      `warning: ${session}: ${conditionText(condition) ?? condition.kind}`
    ),
    ...unreadable.map(({ session, problem }) =>
      `warning: session ${session} could not be read: ${escapeLine(problem)}`
    ),
    ...(skippedLines === 0 ? [] : [`warning: ${skippedLines} lines of history are no events`]),
  ];
}
