import { checkpointFile, checkpointsDirectory, LAYOUT } from "../repo/layout.ts";
import type { KnownValues } from "../scrub/known_values.ts";
import { scrubText } from "../scrub/scrub_text.ts";
import { checkedDirectory } from "../store/checked_path.ts";
import { replaceFile } from "../store/replace_file.ts";
import { type Checkpoint, checkpointToText } from "../workflow/checkpoint.ts";
import { checkpointOf, type CheckpointWords } from "../workflow/checkpoint_of.ts";
import type { Fold } from "../workflow/fold.ts";
import { requireActive } from "../workflow/require_item.ts";
import { stateToText } from "../workflow/state_json.ts";
import { checkpointIds, readCheckpoints } from "./read_checkpoints.ts";
import { record } from "./record.ts";
import type { SessionView } from "./session_view.ts";
import type { Writer } from "./writer.ts";

/** A checkpoint that was made. */
export interface MadeCheckpoint {
  readonly id: string;
  readonly checkpoint: Omit<Checkpoint, "workflow_state_snapshot">;
  readonly view: SessionView;
}

/**
 * Keeps the state of a session as a checkpoint: one file, no event.
 *
 * @throws `workflow.not_active`, what `record` throws.
 */
export async function makeCheckpoint(
  writer: Writer,
  session: string,
  words: CheckpointWords,
): Promise<MadeCheckpoint> {
  const known = await writer.knownValues();
  let made: Omit<MadeCheckpoint, "view"> | null = null;
  const { view } = await record(writer, session, (fold) => {
    requireActive(fold, "checkpoint");
    made = writeCheckpoint(writer, session, fold, scrubWords(words, known));
    return { events: [] };
  }, { refreshCache: true, acts: true });
  if (made === null) throw new Error("No checkpoint was made");
  return { ...made as Omit<MadeCheckpoint, "view">, view };
}

/**
 * Writes the file of a checkpoint of this fold. The caller holds the session lock and has taken secrets
 * out of the words.
 */
export function writeCheckpoint(
  writer: Writer,
  session: string,
  fold: Fold,
  words: CheckpointWords,
): Omit<MadeCheckpoint, "view"> {
  const { home } = writer.place;
  const now = writer.now();
  const id = newCheckpointId(now, checkpointIds(home, session));
  const checkpoint = checkpointOf(fold, words, now, newestOwn(home, session, fold));
  const text = checkpointToText(id, checkpoint, stateToText(fold.state));
  checkedDirectory(home, checkpointsDirectory(session));
  const bytes = new TextEncoder().encode(text);
  replaceFile(home, LAYOUT.tmp, checkpointFile(session, id), bytes);
  return { id, checkpoint };
}

function scrubWords(words: CheckpointWords, known: KnownValues | null): CheckpointWords {
  const scrub = (text: string) => scrubText(text, known);
  return {
    message: words.message === null ? null : scrub(words.message),
    decisions: words.decisions.map(scrub),
    files: words.files.map(scrub),
  };
}

function newestOwn(home: string, session: string, { state }: Fold): string | null {
  const own = readCheckpoints(home, session)
    .find(({ checkpoint }) => checkpoint?.workflow_id === state.workflow_id);
  return own?.id ?? null;
}

/** As the predecessor made them: `cp_`, date, time, and 6 hex digits. */
function newCheckpointId(now: string, taken: readonly string[]): string {
  const stamp = now.slice(0, 19).replace(/[-:]/g, "").replace("T", "_");
  for (;;) {
    const bytes = crypto.getRandomValues(new Uint8Array(3));
    const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const id = `cp_${stamp}_${random}`;
    if (!taken.includes(id)) return id;
  }
}
