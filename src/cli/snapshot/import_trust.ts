import type { Place } from "../../repo/place.ts";
import { readSession } from "../../session/read_session.ts";
import { OrchestratorError } from "../../store/failure.ts";
import type { TrustEntry } from "../../trust/command_list.ts";
import { writeGrant } from "../../trust/grants.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { notStoredText } from "../trust/start_trust.ts";
import { entryText, grantPlace, trustOf } from "../trust/trust_of.ts";
import { timestamp } from "../writer.ts";

/** The commands of one imported session, and what came of granting them. */
export interface ImportGrant {
  readonly session: string;
  readonly hash: string;
  readonly commands: readonly TrustEntry[];
  /** Whether they may run here now. */
  readonly granted: boolean;
  readonly lines: readonly string[];
}

/** Lists the commands of sessions that were imported, and lets them run in this home. */
export async function grantImported(
  call: Call,
  context: Context,
  place: Place,
  sessions: readonly string[],
): Promise<readonly ImportGrant[]> {
  const grants: ImportGrant[] = [];
  for (const session of sessions) {
    const grant = await grantOne(call, context, place, session);
    if (grant !== null) grants.push(grant);
  }
  return grants;
}

/** Null where a session runs no commands, or cannot be continued here anyway. */
async function grantOne(
  call: Call,
  context: Context,
  place: Place,
  session: string,
): Promise<ImportGrant | null> {
  let fold;
  try {
    ({ fold } = await readSession(place.home, session));
  } catch (error) {
    if (error instanceof OrchestratorError) return null;
    throw error;
  }
  const { entries, check } = await trustOf(call, context, place, fold);
  if (entries.length === 0) return null;
  const listed = entries.map((entry) => `  ${escapeLine(entryText(entry))}`);
  const grant = { session, hash: check.hash, commands: entries };
  if (check.granted) {
    return { ...grant, granted: true, lines: [`Session ${session} may run already:`, ...listed] };
  }
  const written = writeGrant({
    ...grantPlace(context, place),
    entries,
    grantedAt: timestamp(context.now()),
    grantedBy: "snapshot import",
  });
  return {
    ...grant,
    granted: written.stored,
    lines: written.stored ? [`✓ Session ${session} may run here:`, ...listed] : [
      `Session ${session} would be granted:`,
      ...listed,
      `But ${notStoredText(written)}. Set this instead:`,
      `export ORCHESTRATOR_TRUST=${written.hash}`,
    ],
  };
}
