import { expectedValue } from "../../config/expected_value.ts";
import { KEY_NAMES, keyDefinition } from "../../config/keys.ts";
import { variableName } from "../../config/variable_name.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { CLASS_TEXTS, valueText } from "../render/key_text.ts";

/** `config keys`: every key there is. Reads only. */
export function run(_call: Call, _context: Context): Promise<Output> {
  const keys = KEY_NAMES.map((key) => ({ key, ...keyDefinition(key) }));
  return Promise.resolve({
    json: {
      keys: keys.map(({ key, type, default: fallback, class: keyClass, help, flag }) => ({
        key,
        type: type.kind,
        expected: expectedValue(type),
        default: fallback,
        class: keyClass,
        variable: variableName(key),
        flag: flag ?? null,
        help,
      })),
    },
    text: keys.map(({ key, type, default: fallback, class: keyClass, help }) =>
      [
        key,
        `  ${help}`,
        `  ${expectedValue(type)}; default ${valueText(fallback)}; ${CLASS_TEXTS[keyClass]}`,
        `  ${variableName(key)}`,
        "",
      ].join("\n")
    ).join("\n"),
  });
}
