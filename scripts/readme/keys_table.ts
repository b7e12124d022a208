import { expectedValue } from "../../src/config/expected_value.ts";
import { KEY_NAMES, keyDefinition } from "../../src/config/keys.ts";
import { CLASS_TEXTS, valueText } from "../../src/cli/render/key_text.ts";

/** The table of all configuration keys, in Markdown. */
export function keysTable(): string {
  const rows = KEY_NAMES.map((key) => {
    const { type, default: fallback, class: keyClass, help } = keyDefinition(key);
    return `| \`${key}\` | ${help} | ${expectedValue(type)} | \`${valueText(fallback)}\` | ${
      CLASS_TEXTS[keyClass]
    } |`;
  });
  return ["| Key | What it does | Value | Default | Where |", "| - | - | - | - | - |", ...rows]
    .join("\n");
}
