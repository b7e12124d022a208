import { hasDefinitionChanged } from "../session/definition_change.ts";
import { activeSessions } from "./active_sessions.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/**
 * Whether the active sessions of this checkout still go by the workflow file that lies in it. Those of
 * other checkouts have a file of their own.
 */
export async function checkDefinition(input: DoctorInput): Promise<readonly Finding[]> {
  const { tree, worktree } = input.place;
  const sessions = (await activeSessions(input))
    .filter(({ meta }) => (meta?.tree ?? null) === worktree);
  const changed = sessions.filter(({ fold }) => hasDefinitionChanged(tree, fold.state));
  return changed.length === 0
    ? [found("definition", "ok", { sessions: sessions.length })]
    : changed.map(({ id }) => found("definition", "note", { changed: true }, id));
}
