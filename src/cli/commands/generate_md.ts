import { WORKFLOW_MARKDOWN } from "../../repo/layout.ts";
import { requireHome } from "../../repo/require_home.ts";
import { settleInterrupted } from "../../session/interrupted.ts";
import { readSession } from "../../session/read_session.ts";
import { readTimeline } from "../../session/read_timeline.ts";
import { fail } from "../../store/failure.ts";
import { readRegular } from "../../store/read_file.ts";
import { atomicWriteFile } from "../../store/write_outside.ts";
import { type Call, hasFlag } from "../call.ts";
import { requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { isGenerated, markGenerated } from "../generated_file.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { relativePath } from "../relative_path.ts";
import { markdownWithout } from "../render/markdown.ts";
import { workflowMarkdown } from "../render/workflow_md.ts";
import { sessionNotes } from "../session_notes.ts";
import { writerOf } from "../writer.ts";

/** How many events the log of activity shows. */
const EVENTS = 20;

/** `generate-md`: writes the session as Markdown into the tree, or prints it. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  requireHome(place);
  const id = await requireChosen(call, context, place);
  const prints = hasFlag(call, "stdout");
  const writer = writerOf(call, context, place);
  if (!prints) await settleInterrupted(writer);
  const view = await readSession(place.home, id);
  const { history, events } = await readTimeline(place.home, id);
  const last = [...history.events, ...events].slice(-EVENTS);
  const md = markdownWithout(await writer.knownValues());
  const markdown = markGenerated(workflowMarkdown(md, view, last));
  const notices = sessionNotes(place, view);
  const path = `${place.tree}/${WORKFLOW_MARKDOWN}`;
  if (prints) {
    const json = { session: id, result: "printed", path: null, markdown };
    return { json, text: markdown, notices };
  }
  const result = write(path, new TextEncoder().encode(markdown));
  const shown = escapeLine(relativePath(path, context.cwd()));
  return {
    json: { session: id, result, path },
    text: result === "written" ? `✓ Wrote ${shown}\n` : `${shown} is up to date already\n`,
    notices,
  };
}

/** @throws `generated.not_ours` for a file that this command did not write, or that was changed */
function write(path: string, bytes: Uint8Array): "written" | "unchanged" {
  const present = readRegular(path);
  if (present !== null) {
    if (isSame(present, bytes)) return "unchanged";
    if (!isGenerated(present)) throw fail("generated.not_ours", { path });
  }
  atomicWriteFile(path, bytes, { replaces: present });
  return "written";
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
