import {
  legacyEntries,
  type OtherEntry,
  readLegacyUserFile,
  readSettingsEntries,
  workflowSettings,
} from "../../config/other_files.ts";
import { KEY_NAMES } from "../../config/keys.ts";
import { winnerOf } from "../../config/resolve_key.ts";
import { writtenText } from "../../config/written_text.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { type Call, hasFlag } from "../call.ts";
import { candidateJson, fateText } from "../config/config_candidate.ts";
import { configView } from "../config/config_view.ts";
import { warnOfFile } from "../config/config_warnings.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { valueText } from "../render/key_text.ts";

/** `config show`: the values that are set, or with `--effective` those of all keys. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  const view = await configView(call, context, place);
  const [effective, origin, all] = ["effective", "origin", "all"].map((name) =>
    hasFlag(call, name)
  );
  const rows = KEY_NAMES
    .map((key) => ({ key, candidates: view.candidates(key) }))
    .filter(({ candidates }) => effective || candidates.length > 1)
    .map(({ key, candidates }) => ({
      key,
      winner: winnerOf(candidates),
      losers: all ? candidates.filter(({ fate }) => fate !== "wins") : [],
    }));
  const settings = await readSettingsEntries(place.tree);
  const old = await readLegacyUserFile(userDirectories(context.environment()).home);
  for (const file of [settings, old]) warnOfFile(context, file);
  const workflow = workflowSettings(settings);
  const legacy = legacyEntries(view.user, old);
  const line = (key: string, value: string, from: string): string =>
    `${escapeLine(key)} = ${escapeLine(value)}${origin ? `  (${escapeLine(from)})` : ""}`;
  const others = (entries: readonly OtherEntry[]): readonly string[] =>
    entries.map(({ key, written, origin }) => line(key, writtenText(written), origin));
  return {
    json: {
      settings: rows.map(({ key, winner, losers }) => ({
        key,
        value: winner.value,
        layer: winner.layer,
        origin: winner.origin,
        ...(all ? { losers: losers.map(candidateJson) } : {}),
      })),
      workflow_settings: workflow,
      legacy,
    },
    text: [
      ...(rows.length + workflow.length + legacy.length === 0
        ? ["Nothing is set; every key and its value: orchestrator config show --effective"]
        : []),
      ...rows.flatMap(({ key, winner, losers }) => [
        line(key, valueText(winner.value), winner.origin),
        ...losers.map((loser) => `    ${fateText(loser)}`),
      ]),
      ...others(workflow),
      ...(legacy.length === 0 ? [] : ["Of the predecessor, and without effect:"]),
      ...others(legacy).map((text) => `  ${text}`),
      "",
    ].join("\n"),
  };
}
