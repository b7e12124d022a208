import { isAbsolutePath } from "../../process/path.ts";
import type { Place } from "../../repo/place.ts";
import { knownSessions } from "../../session/known_sessions.ts";
import { isOurs } from "../../session/load_log.ts";
import { homesOf } from "../../session/session_home.ts";
import { type Contents, readContents } from "../../snapshot/contents.ts";
import { fail } from "../../store/failure.ts";
import { type Call, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { knownValuesOf } from "../secrets/known_values.ts";
import { OPERATIONS } from "../operations.ts";
import { autoExportNote, autoExportProblem } from "./auto_export_text.ts";
import { outputPath } from "./output_file.ts";
import { type StandingRecipients, standingTargets } from "./seal_targets.ts";
import { snapshotName } from "./snapshot_name.ts";
import { writeExport } from "./write_export.ts";

/** A snapshot that the user's configuration asks for. */
export interface AutoSnapshot extends StandingRecipients {
  readonly directory: string;
  /** The session that has changed, and the number of its last event. */
  readonly session: string;
  readonly seq: number;
}

/**
 * Writes a snapshot of all sessions. Each gets a name of its own: the one before may be all that is
 * left of another machine.
 *
 * @returns The line that says so, or why there is none. Nothing is thrown.
 */
export async function writeAutoSnapshot(
  call: Call,
  context: Context,
  place: Place,
  request: AutoSnapshot,
): Promise<string> {
  try {
    const path = pathOf(call, context, place, request);
    const targets = standingTargets(context, request);
    if (targets.length === 0) throw fail("auto_export.incomplete", { missing: "recipients" });
    const contents = contentsOf(place);
    const known = await knownValuesOf(call, context, place, "said_once")();
    // What only may be secret was told when it was recorded.
    const scan = { known, report: () => {} };
    const length = await writeExport(call, context, {
      contents,
      form: "orcsnap",
      targets,
      path,
      scan,
    });
    return autoExportNote(path, length);
  } catch (error) {
    return autoExportProblem(error, hintFlags(call));
  }
}

function pathOf(
  call: Call,
  context: Context,
  place: Place,
  { directory, session, seq }: AutoSnapshot,
): string {
  const name = snapshotName(context, place, `-${session}-${seq}.orcsnap`);
  const path = isAbsolutePath(directory) ? outputPath(call, context, `${directory}/${name}`) : null;
  if (path === null) throw fail("auto_export.incomplete", { missing: "directory" });
  return path;
}

/** All sessions of ours, as an export without flags has them. */
function contentsOf(place: Place): Contents {
  const { home } = place;
  const known = knownSessions(place, OPERATIONS);
  const homeOf = homesOf(home, known);
  return readContents({
    home,
    sessions: known.ids.filter((id) => isOurs(homeOf(id), id)),
    homeOf,
    current: known.pointers.current,
    backups: false,
    private: false,
    secrets: null,
  });
}
