import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";

/**
 * Writes a mapping as YAML for people to read and edit: block style, lists of short words on one line,
 * entries of a list of mappings apart from each other, quotes only where they are needed. It is for
 * our own templates: no empty lists or mappings, one-line texts.
 */
export function writeYaml(mapping: JsonObject): string {
  return mappingLines(mapping).join("\n") + "\n";
}

function mappingLines(mapping: JsonObject): readonly string[] {
  return Object.entries(mapping).flatMap(([key, value]) => {
    const inline = inlineValue(value);
    if (inline !== null) return [`${key}: ${inline}`];
    if (isJsonObject(value)) return [`${key}:`, ...mappingLines(value).map(indent)];
    return [`${key}:`, ...listLines(value as readonly JsonValue[]).map(indent)];
  });
}

function listLines(list: readonly JsonValue[]): readonly string[] {
  return list.flatMap((entry, index) => {
    const lines = isJsonObject(entry) ? mappingLines(entry) : [inlineValue(entry) ?? ""];
    const apart = isJsonObject(entry) && index > 0 ? [""] : [];
    return [...apart, ...lines.map((line, row) => row === 0 ? `- ${line}` : indent(line))];
  });
}

function inlineValue(value: JsonValue): string | null {
  if (isJsonObject(value)) return null;
  if (Array.isArray(value)) {
    const words: readonly JsonValue[] = value;
    return words.every((word) => typeof word === "string" && isPlain(word) && !/\W/.test(word))
      ? `[${words.join(", ")}]`
      : null;
  }
  return typeof value === "string" && isPlain(value) ? value : JSON.stringify(value);
}

/** Whether YAML reads a text as itself without quotes: words and harmless punctuation. */
function isPlain(text: string): boolean {
  return /^[A-Za-z](?:[\w ,.'"?/-]*[\w.'"?/-])?$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
}

function indent(line: string): string {
  return line === "" ? "" : `  ${line}`;
}
