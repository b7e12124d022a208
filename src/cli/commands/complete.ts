import { completeItem } from "../../session/complete_item.ts";
import { fail, type Failure, OrchestratorError } from "../../store/failure.ts";
import type { SessionEvent } from "../../workflow/event.ts";
import type { CompleteRequest } from "../../workflow/complete.ts";
import type { JsonValue } from "../../workflow/json.ts";
import { type Call, flagValue, hasFlag } from "../call.ts";
import { changeOutput } from "../change_output.ts";
import { checkHands } from "../check_hands.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { notesArgument } from "../line/notes_argument.ts";
import { openSession } from "../open_session.ts";
import type { Output } from "../output.ts";
import { readTextArgument } from "../line/text_argument.ts";

/** Lines of a program's stdout, and of its stderr, that a failure shows; the last ones say most. */
const SHOWN_LINES = 10;

/** `complete ITEM`: runs the check of an item and completes it. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [item = ""] = call.args;
  const { place, writer, id } = await openSession(call, context);
  const request = requestOf(call, context, item);
  const hands = await checkHands(call, context, writer, item);
  const result = await completeItem(writer, id, request, hands);
  if (result.failure !== null) {
    throw new OrchestratorError(withOutput(result.failure, result.events));
  }
  const already = result.already || result.late;
  const skipped = result.events.some(({ event_type }) => event_type === "item_skipped");
  return changeOutput(call, context, place, {
    view: result.view,
    text: already
      ? `Item ${escapeLine(item)} is already completed\n`
      : skipped
      ? `⊘ Item skipped: manual gates are skipped in zero_human mode\n`
      : "✓ Item completed successfully\n",
    json: { item, result: already ? "already_completed" : skipped ? "skipped" : "completed" },
  });
}

/** What the program printed belongs to why the check failed; the event of the check has it. */
function withOutput(failure: Failure, events: readonly SessionEvent[]): Failure {
  if (failure.code !== "verification.failed") return failure;
  const details = events.at(-1)?.details ?? {};
  const printed = [details["stdout"], details["stderr"]]
    .filter((text) => typeof text === "string")
    .flatMap((text) => text.trimEnd().split("\n").slice(-SHOWN_LINES))
    .filter((line) => line !== "");
  const { item, problem } = failure.facts;
  return { code: failure.code, facts: { item, problem: [problem, ...printed].join("\n") } };
}

function requestOf(call: Call, context: Context, item: string): CompleteRequest {
  const evidence = flagValue(call, "evidence");
  if (evidence === "-" && flagValue(call, "notes-file") === "-") {
    const problem = "only one of notes and evidence can come from stdin";
    throw fail("usage", { problem, command: call.entry.path });
  }
  return {
    item,
    notes: notesArgument(call, context),
    skipVerify: hasFlag(call, "skip-verify"),
    ...(evidence === null ? {} : { evidence: readEvidence(context, evidence) }),
  };
}

function readEvidence(context: Context, path: string): JsonValue {
  const text = readTextArgument(context, path);
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw fail("evidence.unreadable", { path, problem: "it is not JSON" });
  }
}
