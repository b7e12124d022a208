import { LAYOUT, sessionFile } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { fail } from "../store/failure.ts";
import { readRegular } from "../store/read_file.ts";
import { removeDurably } from "../store/remove_file.ts";
import { replaceFile } from "../store/replace_file.ts";
import type { SessionEvent } from "../workflow/event.ts";
import { applyEvent, type Fold } from "../workflow/fold.ts";
import { settleInterrupted } from "./interrupted.ts";
import { assertOurs, foldOfBase, readBase, readBounds } from "./load_log.ts";
import { lockSession } from "./lock_house.ts";
import { quarantine } from "./quarantine.ts";
import { type Recovered, recoverLines } from "./recover_lines.ts";
import { scanWhole } from "./read_events.ts";
import { writeCache } from "./refresh_cache.ts";
import type { Writer } from "./writer.ts";

/** What a repair kept, brought back and could not keep. */
export interface RepairReport extends Recovered {
  /** Events of the valid prefix. */
  readonly kept: number;
  /** Where the whole old log lies, relative to the home. */
  readonly quarantine: string;
}

/**
 * Repairs a damaged log: the whole log goes to quarantine byte for byte, then a new one takes its
 * place: the longest valid prefix, and after it every later line that parses and that the fold allows,
 * sealed anew. Null when the log is not damaged.
 *
 * @throws `session.unreadable`, `session.newer`, `session.events_only` when it cannot be folded;
 * `lock.busy`, `io`, `home.unsafe`.
 */
export async function repairSession(writer: Writer, id: string): Promise<RepairReport | null> {
  await settleInterrupted(writer);
  const { home } = writer.place;
  assertOurs(home, id);
  return await whileHeld(lockSession(writer, id), () => {
    const scanned = scanWhole(home, id);
    if (scanned.tail.kind !== "damaged") {
      return null;
    }
    const fold = foldPrefix(home, id, scanned.events);
    const log = sessionFile(id, "log.jsonl");
    const bytes = readRegular(checkedPath(home, log, "file").path) ?? new Uint8Array();
    const { to, seq } = scanned.position;
    const counted = bytes.subarray(to, readBounds(home, id).suspectEnd ?? bytes.length);
    const { recovered, dropped, ...lines } = recoverLines(fold, counted, scanned.position);
    const reason = { session: id, seq: seq + 1, at: writer.now() };
    setCacheAside(home, reason);
    const kept = quarantine(home, bytes, {
      ...reason,
      file: "log.jsonl",
      reason: scanned.tail.problem,
    });
    removeDurably(home, sessionFile(id, "suspect"));
    replaceFile(home, LAYOUT.tmp, log, joined(bytes.subarray(0, to), lines.bytes));
    writeCache(home, id, fold, lines.position);
    return { kept: scanned.events.length, quarantine: kept, recovered, dropped };
  });
}

function foldPrefix(home: string, id: string, events: readonly SessionEvent[]): Fold {
  const fold = foldOfBase(home, id, readBase(home, id));
  for (const event of events) {
    if (applyEvent(fold, event) === "unknown") {
      throw fail("session.newer", { session: id, what: `event type "${event.event_type}"` });
    }
  }
  return fold;
}

/**
 * A cache that knows of more events than the log holds is the only evidence of them: it is kept, and
 * taken from where it would speak against the new log.
 */
function setCacheAside(
  home: string,
  found: { readonly session: string; readonly seq: number; readonly at: string },
): void {
  const relative = sessionFile(found.session, "state.json");
  const bytes = readRegular(checkedPath(home, relative, "file").path);
  if (bytes !== null) {
    quarantine(home, bytes, { ...found, file: "state.json", reason: "cache of a damaged log" });
    removeDurably(home, relative);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
