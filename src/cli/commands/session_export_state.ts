import { HOUSE, LAYOUT, stateBackupFile } from "../../repo/layout.ts";
import { requireHome } from "../../repo/require_home.ts";
import { readSession } from "../../session/read_session.ts";
import type { SessionView } from "../../session/session_view.ts";
import { checkedDirectory } from "../../store/checked_path.ts";
import { fail } from "../../store/failure.ts";
import { canonicalPath } from "../../store/ownership.ts";
import { parentOf } from "../../store/publish.ts";
import { readRegular } from "../../store/read_file.ts";
import { replaceFile } from "../../store/replace_file.ts";
import { atomicWriteFile } from "../../store/write_outside.ts";
import { stateToText } from "../../workflow/state_json.ts";
import { absolutePath } from "../absolute_path.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import { requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { backupStamp } from "../init/init_backup.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { quoteWord } from "../line/quote_word.ts";
import { sessionNotes } from "../session_notes.ts";

/** `session export-state [FILE]`: the state of a session as the predecessor reads it. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  requireHome(place);
  const id = await requireChosen(call, context, place);
  const view = await readSession(place.home, id);
  refuseUnknown(view);
  const text = stateToText(view.fold.state);
  const [file = "-"] = call.args;
  const notices = sessionNotes(place, view);
  if (file === "-") {
    return { json: () => ({ session: id, path: null, state: JSON.parse(text) }), text, notices };
  }
  const path = targetOf(call, context, place.home, file);
  const backup = keepCopy(context, place.home, path);
  atomicWriteFile(path, new TextEncoder().encode(text));
  const restore = backup === null ? null : `cp ${quoteWord(backup)} ${quoteWord(path)}`;
  return {
    json: { session: id, path, backup, ...(restore === null ? {} : { restore }) },
    text: [
      `✓ State of session ${id} written to ${escapeLine(path)}`,
      ...(restore === null ? [] : [`What was there can be restored with: ${restore}`]),
      "",
    ].join("\n"),
    notices,
  };
}

/** A state that lacks events, or that this version does not understand, is no state to go on from. */
function refuseUnknown({ id: session, condition }: SessionView): void {
  if (condition.kind === "newer") throw fail("session.newer", { session, what: condition.what });
  if (condition.kind === "damaged") {
    const { line, problem } = condition;
    throw fail("session.damaged", { session, line, problem });
  }
}

function targetOf(call: Call, context: Context, home: string, file: string): string {
  if (file === "" || file.includes("\0")) {
    throw fail("usage", { problem: "FILE is no path", command: call.entry.path });
  }
  const wanted = absolutePath(context, file);
  const name = wanted.slice(wanted.lastIndexOf("/") + 1);
  const directory = canonicalPath(parentOf(wanted));
  if (directory === null || name === "" || name === "." || name === "..") {
    throw fail("file.not_created", { path: wanted, problem: "There is no such directory" });
  }
  const path = directory === "/" ? `/${name}` : `${directory}/${name}`;
  const inHouse = `${path}/`.startsWith(`${home}/${HOUSE}/`);
  if (inHouse && path !== `${home}/${LAYOUT.predecessorState}`) {
    throw fail("export.in_house", { path });
  }
  if (readRegular(path) !== null && !hasFlag(call, "force")) {
    const { session } = hintFlags(call);
    const instead = `orchestrator session export-state ${quoteWord(file)} --force${session}`;
    throw fail("export.occupied", { path, instead });
  }
  return path;
}

/** Where a copy of what is at a path was put, null when there was nothing. */
function keepCopy(context: Context, home: string, path: string): string | null {
  const bytes = readRegular(path);
  if (bytes === null) return null;
  const copy = stateBackupFile(backupStamp(context.now()));
  checkedDirectory(home, parentOf(copy));
  replaceFile(home, LAYOUT.tmp, copy, bytes, 0o600);
  return `${home}/${copy}`;
}
