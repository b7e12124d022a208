import { sessionDirectory, sessionFile } from "../repo/layout.ts";
import type { Interrupted } from "./interrupted.ts";

/**
 * The directory from which a session is read as from a home: the home itself, or the stage of an
 * interrupted operation that counts and has not moved the session, or its log, to its place yet.
 */
export function sessionHome(home: string, interrupted: Interrupted | null, id: string): string {
  const place = sessionDirectory(id);
  const log = sessionFile(id, "log.jsonl");
  const staged = interrupted?.overlay.get(place) ??
    // Of one whose log is about to be replaced the stage holds all that is read.
    interrupted?.overlay.get(log)?.slice(0, place.length - log.length);
  return staged?.endsWith(`/${place}`) === true
    ? `${home}/${staged.slice(0, -place.length - 1)}`
    : home;
}

/** {@link sessionHome} of the sessions of one home. */
export function homesOf(
  home: string,
  { interrupted }: { readonly interrupted: Interrupted | null },
): (session: string) => string {
  return (session) => sessionHome(home, interrupted, session);
}

/** Ids of the sessions that are read from a stage. */
export function stagedSessionIds(interrupted: Interrupted | null): readonly string[] {
  return Array.from(interrupted?.overlay ?? [])
    .filter(([to, from]) => from.endsWith(`/${to}`))
    .map(([to]) => to.slice(to.lastIndexOf("/") + 1))
    .filter((id) => interrupted?.overlay.has(sessionDirectory(id)) === true);
}
