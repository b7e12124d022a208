import type { RepositoryFixture } from "./repository_fixture.ts";

/** Path of a file of a session, below the repository. */
export function sessionPath(session: string, file: string): string {
  return `.orchestrator/sessions/${session}/${file}`;
}

/** One line as the predecessor logs it; `more` changes single keys. */
export function predecessorLine(more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    timestamp: "2026-01-05T21:28:34.461722Z",
    event_type: "item_completed",
    workflow_id: "wf_0ddba11e",
    phase_id: "PLAN",
    item_id: "old",
    message: "Completed item: old",
    details: { notes: null },
    actor: "system",
    ...more,
  });
}

/** Gives a session lines of the predecessor, as a migration does. */
export function addHistory(
  repository: RepositoryFixture,
  session: string,
  lines: readonly string[],
): void {
  const text = lines.map((line) => `${line}\n`).join("");
  repository.write(sessionPath(session, "history.jsonl"), text);
}

/** Makes a session directory as the predecessor leaves it: without a base. */
export function addPredecessorSession(
  repository: RepositoryFixture,
  session: string,
  lines: readonly string[],
): void {
  repository.write(sessionPath(session, "state.json"), '{"workflow_id":"wf_0ddba11e"}\n');
  const text = lines.map((line) => `${line}\n`).join("");
  repository.write(sessionPath(session, "log.jsonl"), text);
}
