import { HOUSE } from "../../repo/layout.ts";
import type { Imported } from "../../snapshot/import_snapshot.ts";
import type { MergedSession } from "../../snapshot/merge_sessions.ts";
import { SECRETS_NAME } from "../../snapshot/packed_secrets.ts";
import { escapeLine } from "../escape.ts";

/** An import for a document. An id that is yet to be made is null in a dry run. */
export function importJson({ plan, incoming }: Imported, dryRun: boolean): object {
  return {
    dry_run: dryRun,
    sessions: plan.sessions.map((session) => ({
      id: shownId(session, plan, dryRun),
      snapshot_id: session.incoming.id,
      result: session.result,
      events: session.incoming.seq,
      events_added: session.events,
      diverged_from: session.diverged,
      checkpoints_added: checkpointsOf(plan, session),
    })),
    current: currentId(plan, dryRun),
    files: plan.files,
    not_applied: incoming.left,
  };
}

/** The same in words. */
export function importText(imported: Imported, dryRun: boolean): string {
  const { plan } = imported;
  const { sessions, files } = plan;
  const counts = (["added", "extended", "kept"] as const).map((result) => {
    const count = sessions.filter((one) => one.result === result).length;
    return count === 0 ? [] : [`${count} ${RESULT[result]}`];
  });
  const what = counts.flat().join(", ") || "no session";
  const current = currentId(plan, dryRun);
  return [
    `${dryRun ? "Would import" : "✓ Imported"}: ${what}`,
    ...sessions.map((session) => `  ${sessionText(session, plan, dryRun)}`),
    ...files.added.map((name) => `  ${HOUSE}/${escapeLine(name)}: added`),
    ...files.kept.map((name) => `  ${HOUSE}/${escapeLine(name)}: yours differs, and stays`),
    ...(plan.current === null
      ? []
      : [`  ${dryRun ? "It would be" : "It is"} the current session: ${current ?? NEW_ID}`]),
    "",
  ].join("\n");
}

/** What people should know besides. */
export function importNotices({ incoming: { left } }: Imported): readonly string[] {
  return left.map((name) =>
    name === "config.yaml"
      ? "note: its config.yaml is left out; --with-config takes it over"
      : name === SECRETS_NAME
      ? "note: its secrets are left out; --with-secrets takes them over"
      : `note: not taken over: ${escapeLine(name)}`
  );
}

const RESULT = { added: "added", extended: "extended", kept: "here already" } as const;

/** For an id that a dry run cannot know. */
const NEW_ID = "<new>";

function sessionText(session: MergedSession, plan: Imported["plan"], dryRun: boolean): string {
  const { incoming, result, events, diverged } = session;
  const id = shownId(session, plan, dryRun) ?? NEW_ID;
  const name = id === incoming.id ? id : `${id} (in the snapshot: ${incoming.id})`;
  const count = `${events} ${result === "extended" ? "more " : ""}event${events === 1 ? "" : "s"}`;
  const how = result === "kept" ? RESULT.kept : `${RESULT[result]}, ${count}`;
  const checkpoints = checkpointsOf(plan, session).length;
  return [
    `${name}: ${how}`,
    ...(checkpoints === 0
      ? []
      : [`${checkpoints} checkpoint${checkpoints === 1 ? "" : "s"} added`]),
    ...(diverged.length === 0 ? [] : [`beside ${diverged.join(", ")}, which went on differently`]),
  ].join("; ");
}

function checkpointsOf(
  { facts }: Imported["plan"],
  { id, result, incoming }: MergedSession,
): readonly string[] {
  if (result === "added") return incoming.checkpoints;
  return facts.checkpoints.filter(({ session }) => session === id).map((one) => one.checkpoint);
}

/** Null for an id that only the import itself would make. */
function shownId(
  { id }: MergedSession,
  { sessions }: Imported["plan"],
  dryRun: boolean,
): string | null {
  const isNew = sessions.some(({ result, id: made, incoming }) =>
    result === "added" && made === id && made !== incoming.id
  );
  return dryRun && isNew ? null : id;
}

function currentId(plan: Imported["plan"], dryRun: boolean): string | null {
  const session = plan.sessions.find(({ id }) => id === plan.current);
  return session === undefined ? null : shownId(session, plan, dryRun);
}
