import { expectedValue } from "../../config/expected_value.ts";
import type { AnyValue } from "../../config/key.ts";
import { type Key, keyDefinition } from "../../config/keys.ts";
import { parseValue } from "../../config/parse_value.ts";
import { writtenText } from "../../config/written_text.ts";
import { fail } from "../../store/failure.ts";
import type { Call } from "../call.ts";
import { changeConfig } from "../config/config_change.ts";
import { requireKey, targetOf } from "../config/config_target.ts";
import { effectiveNotes } from "../config/config_view.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";

/** `config set KEY VALUE`: writes one key, and nothing else of the file changes. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [name = "", ...words] = call.args;
  const key = requireKey(name);
  const value = valueOf(call, key, words);
  const target = targetOf(call, key);
  if (target === "repository" && keyDefinition(key).class === "user-only") {
    throw fail("config.user_only", { key });
  }
  const place = placeOf(call, context);
  const { path, result } = await changeConfig(call, context, place, target, { key, value });
  const shown = `${key} = ${escapeLine(writtenText(value))} in ${escapeLine(path)}`;
  return {
    json: { key, value, target, path, result },
    text: `${result === "unchanged" ? "Nothing to change:" : "✓"} ${shown}\n`,
    notices: await effectiveNotes(context, place, key, target),
  };
}

function valueOf(call: Call, key: Key, words: readonly string[]): AnyValue {
  const { type } = keyDefinition(key);
  const [first = ""] = words;
  const written = type.kind === "words" ? words : first;
  const value = words.length > 1 && type.kind !== "words" ? null : parseValue(type, written);
  if (value === null) {
    const problem = `"${words.join(" ")}" is not ${expectedValue(type)}`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  return value;
}
