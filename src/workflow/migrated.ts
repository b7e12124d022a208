import type { EventDraft } from "./event.ts";

/** Where a session was taken over from. */
export interface MigratedFrom {
  /** Id of the migration. */
  readonly migration: string;
  /** The file that it was made of, relative to the repository. */
  readonly source: string;
  /** Name of the predecessor's session, null where it had none. */
  readonly former_id: string | null;
  /** What the checksum in the state said. */
  readonly checksum: string;
  /** Where the definition is from. */
  readonly definition: string;
}

/** The event that the log of a session that was taken over begins with. */
export function migratedDraft(from: MigratedFrom): EventDraft {
  return {
    event_type: "session_migrated",
    phase_id: null,
    item_id: null,
    message: `Taken over from ${from.source}`,
    details: { ...from },
  };
}
