import { rollBack } from "../../migrate/roll_back.ts";
import { requireHome } from "../../repo/require_home.ts";
import type { Place } from "../../repo/place.ts";
import { type Call, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { writerOf } from "../writer.ts";

/** `migrate --rollback [ID]`: puts the originals back; the sessions stay. */
export async function rollBackOutput(call: Call, context: Context, place: Place): Promise<Output> {
  requireHome(place);
  const [wanted = null] = call.args;
  const { report, withdrawn } = await rollBack(writerOf(call, context, place), wanted);
  const { root } = hintFlags(call);
  const { migration, sessions, originals, totals, imported_from: from } = report;
  return {
    json: {
      migration,
      restored: originals.map(({ path }) => path),
      withdrawn,
      sessions: sessions.map(({ id }) => id),
    },
    text: [
      `✓ Rolled back ${migration}: ${
        from === null
          ? `${totals.files} ${totals.files === 1 ? "file is" : "files are"} where they were`
          : `nothing was moved in ${escapeLine(from)}`
      }`,
      ...(sessions.length === 0 ? [] : [
        `  Sessions with the progress made since stay: ${sessions.map(({ id }) => id).join(", ")}`,
      ]),
      ...(withdrawn.length === 0 ? [] : [
        `  Made way, kept in .orchestrator/migrations/${migration}/withdrawn:`,
        ...withdrawn.map((path) => `    ${escapeLine(path)}`),
      ]),
      ...(from === null ? [`Migrate again with: orchestrator migrate${root}`] : []),
      "",
    ].join("\n"),
  };
}
