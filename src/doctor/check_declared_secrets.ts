import { activeSessions } from "./active_sessions.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** Whether the secrets that the active sessions of this checkout declare are in some source. */
export async function checkDeclaredSecrets(input: DoctorInput): Promise<readonly Finding[]> {
  const { worktree } = input.place;
  const sessions = (await activeSessions(input))
    .filter(({ meta }) => (meta?.tree ?? null) === worktree);
  const findings: Finding[] = [];
  for (const { id, fold: { state } } of sessions) {
    const definition = state.workflow_definition;
    const missing = definition === null ? [] : await input.missingSecrets(definition);
    for (const { name, items } of missing) {
      findings.push(found("declared-secrets", "note", { name, items: items.join(", ") }, id));
    }
  }
  return findings.length === 0
    ? [found("declared-secrets", "ok", { sessions: sessions.length })]
    : findings;
}
