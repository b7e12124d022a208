import { sessionFile } from "../repo/layout.ts";
import { lstatOrNull } from "../store/read_file.ts";
import type { SessionEvent } from "../workflow/event.ts";
import { assertOurs, lineFits } from "./load_log.ts";
import { scanWhole } from "./read_events.ts";
import { SECOND_LOOK_MS } from "./read_session.ts";
import { type LogPosition, type LogTail, scanLog } from "./scan_log.ts";
import { readLogFrom } from "./scan_session.ts";
import type { Condition } from "./session_view.ts";
import { readSuspectEnd } from "./suspect.ts";

/** What a look at a followed log has found. */
export interface FollowStep {
  /** Events of whole groups that no step has given before. */
  readonly events: readonly SessionEvent[];
  readonly condition: Condition;
  /** The log was replaced, by a repair or by git: what it shares with the one before is not new. */
  readonly rewritten: boolean;
}

/** One look, before it is told what of it is new. */
interface Look {
  readonly events: readonly SessionEvent[];
  readonly position: LogPosition;
  readonly tail: LogTail;
  readonly rewritten: boolean;
}

/** Follows the log of a session: the first step gives all of it, each later one what is new. */
export class LogFollower {
  readonly #home: string;
  readonly #id: string;
  #given: SessionEvent[] = [];
  #position: LogPosition | null = null;
  #mark = "";

  constructor(home: string, id: string) {
    this.#home = home;
    this.#id = id;
  }

  /**
   * Looks at the log; null when its file is as it was. What looks bad is looked at again after a
   * moment, because a writer may be in the middle of an append.
   *
   * @throws `session.not_found` when the session is gone, `session.not_ours`, `home.unsafe`,
   * `file.unreadable`.
   */
  async step(): Promise<FollowStep | null> {
    const mark = this.#markNow();
    if (mark === this.#mark) return null;
    let look = this.#look();
    if (look.tail.kind !== "none") {
      await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
      look = this.#look();
    }
    const { position, tail, rewritten } = look;
    const events = rewritten ? newEvents(this.#given, look.events) : look.events;
    if (rewritten) this.#given = [...look.events];
    else for (const event of events) this.#given.push(event);
    this.#position = position;
    this.#mark = mark;
    return { events, condition: tail.kind === "none" ? { kind: "sound" } : tail, rewritten };
  }

  /** Differs when the file has been written or replaced. */
  #markNow(): string {
    assertOurs(this.#home, this.#id);
    const info = lstatOrNull(`${this.#home}/${sessionFile(this.#id, "log.jsonl")}`);
    return info === null ? "none" : `${info.ino} ${info.size} ${info.mtime?.getTime()}`;
  }

  #look(): Look {
    const position = this.#position;
    const added = position === null ? null : this.#lookFrom(position);
    if (added !== null) return added;
    const { events, position: end, tail } = scanWhole(this.#home, this.#id);
    return { events, position: end, tail, rewritten: position !== null };
  }

  /** Null when the last line that was given is not where it was. */
  #lookFrom(position: LogPosition): Look | null {
    const suspectEnd = readSuspectEnd(this.#home, this.#id);
    const log = readLogFrom(this.#home, this.#id, position.from, suspectEnd);
    const length = position.to - position.from;
    if (log === null || !lineFits(log.bytes.subarray(0, length), position)) return null;
    const events: SessionEvent[] = [];
    const scanned = scanLog(log.bytes.subarray(length), position, (event) => events.push(event));
    return { ...scanned, events, rewritten: false };
  }
}

/** The events of a new log that are not, under another number perhaps, in the one before. */
function newEvents(
  before: readonly SessionEvent[],
  now: readonly SessionEvent[],
): readonly SessionEvent[] {
  const known = new Map<string, number>();
  for (const event of before) {
    const key = contentOf(event);
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  return now.filter((event) => {
    const key = contentOf(event);
    const count = known.get(key) ?? 0;
    if (count > 0) known.set(key, count - 1);
    return count === 0;
  });
}

/** What an event says, without its place in the log, which a repair changes. */
function contentOf(
  { seq: _seq, prev: _prev, group: _group, details, ...event }: SessionEvent,
): string {
  const { recovered: _recovered, ...rest } = details;
  return JSON.stringify([event, rest]);
}
