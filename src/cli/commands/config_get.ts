import { type ConfigFile, entryOrigin } from "../../config/config_file.ts";
import { isLegacyKey } from "../../config/legacy_keys.ts";
import { readSetting } from "../../config/read_setting.ts";
import { winnerOf } from "../../config/resolve_key.ts";
import { writtenText } from "../../config/written_text.ts";
import type { Call } from "../call.ts";
import { namedTarget, requireKey } from "../config/config_target.ts";
import { configView } from "../config/config_view.ts";
import { configurationOf } from "../config/configuration.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";

/** `config get KEY`: its value, or what one file says of it. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [name = ""] = call.args;
  const target = namedTarget(call);
  const place = placeOf(call, context);
  const sources = configurationOf(call, context, place);
  if (target === null && !isLegacyKey(name)) {
    const key = requireKey(name);
    // What commands would stop with is said here as well.
    await readSetting(key, sources, { granted: true });
    const { value, origin } = winnerOf((await configView(call, context, place)).candidates(key));
    const text = Array.isArray(value) ? value.map((word) => `${word}\n`).join("") : `${value}\n`;
    return { json: { key, value, origin }, text: value === "" ? "" : escapedLines(text) };
  }
  const file = target === "repository" ? await sources.repository() : await sources.user();
  if (!isLegacyKey(name)) requireKey(name);
  return fromFile(name, file);
}

function fromFile(key: string, file: ConfigFile): Output {
  const entry = file.entries.find((entry) => entry.key === key);
  if (entry === undefined) {
    const text = `note: ${escapeLine(key)} is not set in ${escapeLine(file.path ?? "any file")}`;
    return {
      json: { key, value: null, origin: null },
      text: "",
      exit: EXIT.refused,
      notices: [text],
    };
  }
  const { written } = entry;
  return {
    json: { key, value: written, origin: entryOrigin(file, entry) },
    text: `${escapeLine(writtenText(written))}\n`,
  };
}

function escapedLines(text: string): string {
  return text.split("\n").map(escapeLine).join("\n");
}
