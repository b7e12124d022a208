import { counted } from "../render/counted.ts";
import { readIdentity } from "../../repo/identity.ts";
import type { Place } from "../../repo/place.ts";
import {
  type FeedbackAnswers,
  type FeedbackFrame,
  processLine,
  toolLine,
} from "../../session/feedback_entry.ts";
import { readSession } from "../../session/read_session.ts";
import { readTimeline } from "../../session/read_timeline.ts";
import { saveFeedback } from "../../session/save_feedback.ts";
import { fail } from "../../store/failure.ts";
import { feedbackFacts } from "../../workflow/feedback.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { likelySecretNotes } from "../likely_secrets.ts";
import { mayAsk } from "../may_ask.ts";
import { openSession } from "../open_session.ts";
import type { Output } from "../output.ts";
import { repoType } from "../repo_type.ts";
import { sessionNotes } from "../session_notes.ts";
import { VERSION } from "../version.ts";
import { timestamp } from "../writer.ts";

/** What a person is asked. */
const QUESTIONS: Readonly<Record<keyof FeedbackAnswers, string>> = {
  what_went_well: "What went well?",
  challenges: "What was hard?",
  improvements: "What should be better?",
};

/** `feedback capture`: keeps how the work went, in the session. Nothing is sent. */
export async function run(call: Call, context: Context): Promise<Output> {
  const auto = hasFlag(call, "auto");
  if (auto && hasFlag(call, "interactive")) {
    const problem = '"--auto" and "--interactive" exclude each other';
    throw fail("usage", { problem, command: call.entry.path });
  }
  if (context.env("ORCHESTRATOR_SKIP_FEEDBACK") === "1") {
    const why = "ORCHESTRATOR_SKIP_FEEDBACK is 1";
    return {
      json: { session: null, result: "left_out", why },
      text: `Nothing was captured: ${why}\n`,
    };
  }
  const { place, writer, id } = await openSession(call, context);
  if (!auto && !mayAsk(call, context)) throw fail("feedback.cannot_ask", {});
  const view = await readSession(place.home, id);
  const { history, events } = await readTimeline(place.home, id);
  const facts = feedbackFacts(view.fold, [...history.events, ...events]);
  const frame: FeedbackFrame = {
    timestamp: timestamp(context.now()),
    version: VERSION,
    repoType: repoType(place.tree),
    repo: repositoryName(place),
    salt: context.env("WORKFLOW_SALT") || null,
    answers: auto ? null : ask(context),
  };
  const known = await writer.knownValues();
  const lines = { tool: toolLine(facts, frame), process: processLine(facts, frame, known) };
  await saveFeedback(writer, id, lines);
  return {
    json: () => ({
      session: id,
      result: "captured",
      tool: JSON.parse(lines.tool),
      process: JSON.parse(lines.process),
    }),
    text: [
      "✓ Feedback captured; nothing was sent",
      `  ${counted(facts.errorCount, "failure")}, ${counted(facts.skippedCount, "skipped item")}`,
      "  Look at it with: orchestrator feedback review",
      "",
    ].join("\n"),
    notices: [...sessionNotes(place, view), ...likelySecretNotes([lines.process], hintFlags(call))],
  };
}

function ask(context: Context): FeedbackAnswers {
  const answer = (key: keyof FeedbackAnswers): string => {
    context.err(`${QUESTIONS[key]} (Enter: nothing) `);
    return context.readLine()?.trim() ?? "";
  };
  return {
    what_went_well: answer("what_went_well"),
    challenges: answer("challenges"),
    improvements: answer("improvements"),
  };
}

function repositoryName({ home }: Place): string {
  const recorded = readIdentity(home);
  const slug = recorded.kind === "identity" ? recorded.identity.slug : null;
  return slug ?? (home.slice(home.lastIndexOf("/") + 1) || "unknown");
}
