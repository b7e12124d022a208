import type { Place } from "../repo/place.ts";
import type { KnownValues } from "../scrub/known_values.ts";
import type { LockOptions } from "../store/lock.ts";
import type { OperationTable } from "../store/journal.ts";
import type { Actor, SessionEvent } from "../workflow/event.ts";
import type { Notice } from "./notice.ts";

/** Who writes, where, and by which rules: what every mutating function of this folder needs. */
export interface Writer {
  readonly place: Place;
  /** The time of an event: UTC, `YYYY-MM-DDTHH:MM:SS.ffffffZ`. */
  readonly now: () => string;
  readonly actor: Actor;
  /** Why we think so: `tty`, `env:NAME`, `override` or `none`. */
  readonly actorEvidence: string;
  /** Name of the command, for whoever waits for our lock. */
  readonly command: string;
  readonly pid: number;
  readonly host: string;
  /** Read when the first lock is about to be taken; rejects when the setting is no good. */
  readonly lock: () => Promise<LockOptions>;
  readonly operations: OperationTable;
  /** The secrets that must not be written, beside what looks like one; null where none are known. */
  readonly knownValues: () => Promise<KnownValues | null>;
  /** Says something to the user that is not an error. */
  readonly notice: (notice: Notice) => void;
  /** Told of events once they are durable in the log of a session. */
  readonly recorded?: (session: string, events: readonly SessionEvent[]) => void;
}
