/** What every command may write that records events in a session, beside `.orchestrator/`. */
export const AUTO_EXPORT_WRITES =
  "where snapshot.auto_export asks for it, a snapshot in its directory";

/** The effect of a command that records events in a session, and writes nothing else. */
export const RECORDS = { writes: [AUTO_EXPORT_WRITES] } as const;
