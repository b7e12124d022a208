import { LEARNINGS_FILE } from "../../repo/layout.ts";
import { requireHome } from "../../repo/require_home.ts";
import { settleUnderLock } from "../../session/interrupted.ts";
import { lockRepository } from "../../session/lock_house.ts";
import { readSession } from "../../session/read_session.ts";
import { readTimeline, type Timeline } from "../../session/read_timeline.ts";
import type { SessionView } from "../../session/session_view.ts";
import type { Writer } from "../../session/writer.ts";
import { whileHeld } from "../../store/disposing.ts";
import { readRegular } from "../../store/read_file.ts";
import { atomicWriteFile } from "../../store/write_outside.ts";
import { isEmptyLearning, type Learning, learningOf } from "../../workflow/learning.ts";
import { appendText } from "../line/append_text.ts";
import { type Call, hasFlag } from "../call.ts";
import { requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { coveredEvents, learningMark } from "../learning_mark.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { relativePath } from "../relative_path.ts";
import { learningMarkdown } from "../render/learning_md.ts";
import { type Markdown, markdownWithout } from "../render/markdown.ts";
import { sessionNotes } from "../session_notes.ts";
import { writerOf } from "../writer.ts";

/** What a new file begins with. */
const TITLE = "# Learnings";

/** What there is to report, and what became of it. */
interface Report {
  readonly result: "appended" | "printed" | "unchanged" | "nothing";
  readonly learning: Learning;
  readonly markdown: string;
}

/** `learn`: says what there is to learn from a session and appends it to `LEARNINGS.md`. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  requireHome(place);
  const id = await requireChosen(call, context, place);
  const view = await readSession(place.home, id);
  const timeline = await readTimeline(place.home, id);
  const path = `${place.tree}/${LEARNINGS_FILE}`;
  const writer = writerOf(call, context, place);
  const md = markdownWithout(await writer.knownValues());
  const report = hasFlag(call, "no-save")
    ? reportSince(md, view, timeline, 0, "printed")
    : await save(writer, md, view, timeline, path);
  const { result, markdown, learning } = report;
  const shown = escapeLine(relativePath(path, context.cwd()));
  const { until: _until, ...found } = learning;
  const json = {
    session: id,
    result,
    path: result === "appended" ? path : null,
    markdown,
    ...found,
  };
  const words = {
    appended: `✓ Appended to ${shown}\n`,
    printed: "",
    unchanged: `${shown} has it already; nothing was added\n`,
    nothing: "Nothing to learn yet: no notes of a LEARN phase, no failure, nothing skipped\n",
  };
  const gap = markdown !== "" && words[result] !== "" ? "\n" : "";
  return { json, text: markdown + gap + words[result], notices: sessionNotes(place, view) };
}

/** Two reports at once must not lose one another, so they take turns; others are found out. */
async function save(
  writer: Writer,
  md: Markdown,
  view: SessionView,
  timeline: Timeline,
  path: string,
): Promise<Report> {
  return await whileHeld(lockRepository(writer), () => {
    settleUnderLock(writer);
    const present = readRegular(path);
    const text = present === null ? "" : new TextDecoder().decode(present);
    const covered = coveredEvents(text, view.id, timeline.events);
    const report = reportSince(md, view, timeline, covered, "appended");
    if (report.result === "appended") {
      const before = present === null || present.length === 0
        ? new TextEncoder().encode(TITLE)
        : present;
      atomicWriteFile(path, appendText(before, report.markdown), { replaces: present });
    }
    return report;
  });
}

/** The report on the events after the first `covered` ones; the predecessor's come before all. */
function reportSince(
  md: Markdown,
  view: SessionView,
  { history, events }: Timeline,
  covered: number,
  result: "appended" | "printed",
): Report {
  const fresh = covered === 0 ? [...history.events, ...events] : events.slice(covered);
  const learning = learningOf(fresh);
  if (isEmptyLearning(learning)) {
    return { result: covered === 0 ? "nothing" : "unchanged", learning, markdown: "" };
  }
  const { task_description: task, status } = view.fold.state;
  const mark = learningMark(view.id, events);
  return {
    result,
    learning,
    markdown: learningMarkdown(md, { task, session: view.id, status, learning, mark }),
  };
}
