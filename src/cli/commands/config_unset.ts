import { isKey } from "../../config/keys.ts";
import type { Call } from "../call.ts";
import { changeConfig } from "../config/config_change.ts";
import { requireKey, targetOf } from "../config/config_target.ts";
import { effectiveNotes } from "../config/config_view.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";

/** `config unset KEY`: removes one key from a file, also one that is not known. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [key = ""] = call.args;
  const target = targetOf(call, key);
  const place = placeOf(call, context);
  const { path, result } = await changeConfig(call, context, place, target, { key, value: null });
  const isAbsent = result === "absent";
  if (isAbsent) requireKey(key);
  return {
    json: { key, target, path, result },
    text: isAbsent
      ? `${key} is not set in ${escapeLine(path)}\n`
      : `✓ Removed ${escapeLine(key)} from ${escapeLine(path)}\n`,
    notices: isKey(key) ? await effectiveNotes(context, place, key, target) : [],
  };
}
