import { readSetting } from "../config/read_setting.ts";
import type { Place } from "../repo/place.ts";
import { isExportDue } from "../snapshot/export_due.ts";
import type { SessionEvent } from "../workflow/event.ts";
import { type Call, hintFlags } from "./call.ts";
import { configurationOf } from "./config/configuration.ts";
import type { Context } from "./context.ts";

/** What a writer tells what it has recorded. */
export type RecordedListener = (session: string, events: readonly SessionEvent[]) => void;

/**
 * Listens to the writer of a command line: when everything has been said, a snapshot is written if the
 * user wants one after these events. What goes wrong with it is said, and is no failure.
 */
export function exportAfterwards(
  call: Call,
  context: Context,
  place: Place,
): RecordedListener {
  const events: SessionEvent[] = [];
  return (session, recorded) => {
    events.push(...recorded);
    call.hint.afterwards ??= async () => {
      try {
        await exportIfDue(call, context, place, session, events);
      } catch (error) {
        const { autoExportProblem } = await import("./snapshot/auto_export_text.ts");
        context.err(`${autoExportProblem(error, hintFlags(call))}\n`);
      }
    };
  };
}

async function exportIfDue(
  call: Call,
  context: Context,
  place: Place,
  session: string,
  events: readonly SessionEvent[],
): Promise<void> {
  const sources = configurationOf(call, context, place);
  const { value: when } = await readSetting("snapshot.auto_export", sources);
  if (when === "never") return;
  const { value: every } = await readSetting("snapshot.auto_export_events", sources);
  if (!isExportDue(when, every, events)) return;
  const request = {
    directory: (await readSetting("snapshot.auto_export_directory", sources)).value,
    recipients: (await readSetting("snapshot.recipients", sources)).value,
    keyFile: (await readSetting("snapshot.key_file", sources)).value,
    session,
    seq: events.at(-1)?.seq ?? 0,
  };
  // Where this is a script of a family, the module is none of its own: nothing but data can go there.
  const { writeAutoSnapshot } = await import("./snapshot/auto_snapshot.ts");
  context.err(`${await writeAutoSnapshot(call, context, place, request)}\n`);
}
