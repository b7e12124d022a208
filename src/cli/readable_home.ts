import type { Place } from "../repo/place.ts";
import { readInterrupted } from "../session/interrupted.ts";
import { sessionHome } from "../session/session_home.ts";
import { OPERATIONS } from "./operations.ts";

/** Where a reader finds a session: its home, or the stage of a command that was cut off. */
export function readableHome(place: Place, id: string): string {
  return sessionHome(place.home, readInterrupted(place.home, OPERATIONS), id);
}
