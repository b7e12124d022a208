import { feedbackDirectory, feedbackFile, LAYOUT } from "../repo/layout.ts";
import { checkedDirectory, checkedPath } from "../store/checked_path.ts";
import { disposing, whileHeld } from "../store/disposing.ts";
import { makeDurableFile } from "../store/durable_file.ts";
import { runJournal } from "../store/journal.ts";
import { readRegular } from "../store/read_file.ts";
import { makeStage } from "../store/stage.ts";
import { syncStaged } from "../store/staged_directory.ts";
import { settleUnderLock } from "./interrupted.ts";
import { assertOurs } from "./load_log.ts";
import { lockRepository, lockSession } from "./lock_house.ts";
import { FEEDBACK_PARTS, type FeedbackPart } from "./feedback_operation.ts";
import type { Writer } from "./writer.ts";

/** The two lines of one entry, each with its newline. */
export type FeedbackLines = Readonly<Record<FeedbackPart, string>>;

/**
 * Adds an entry to the feedback of a session: to both files or to none. What is in them stays byte for
 * byte.
 *
 * @throws `session.not_found`, `session.not_ours`, `home.unsafe`, `lock.busy`, `io`,
 * `file.not_created`.
 */
export async function saveFeedback(
  writer: Writer,
  id: string,
  lines: FeedbackLines,
): Promise<void> {
  const { place: { home }, operations } = writer;
  await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    assertOurs(home, id);
    await whileHeld(lockSession(writer, id), () => {
      checkedDirectory(home, feedbackDirectory(id));
      disposing(makeStage(home, LAYOUT.tmp), (stage) => {
        for (const part of FEEDBACK_PARTS) {
          const { path } = checkedPath(home, feedbackFile(id, part), "file");
          const before = readRegular(path) ?? new Uint8Array();
          makeDurableFile(`${stage.path}/${part}`, withLine(before, lines[part]), 0o600);
        }
        syncStaged(stage.path);
        const facts = { session: id };
        runJournal(home, LAYOUT, operations, { operation: "feedback", stage, facts });
      });
    });
  });
}

/** A last line without its end, as another program may leave it, gets one. */
function withLine(before: Uint8Array, line: string): Uint8Array {
  const gap = before.length === 0 || before.at(-1) === 10 ? "" : "\n";
  const added = new TextEncoder().encode(gap + line);
  const whole = new Uint8Array(before.length + added.length);
  whole.set(before);
  whole.set(added, before.length);
  return whole;
}
