import { isJsonObject, type JsonValue } from "../workflow/json.ts";
import { problemOfName } from "../workflow/secret_name.ts";

/** How deep in a file a secret may lie. */
const DEPTH = 5;

/** Names that the predecessor's files have, and the variable that programs read. */
const RENAMED: ReadonlyMap<string, string> = new Map([["GROK_API_KEY", "XAI_API_KEY"]]);

/** One value of a file with secrets. */
export interface FlatSecret {
  /** As a variable is named: upper case, `_` for `-` and blanks. */
  readonly name: string;
  readonly value: string;
}

/** Secrets of a file, and keys whose names no secret can have. */
export interface FlatSecrets {
  readonly secrets: readonly FlatSecret[];
  readonly refused: readonly string[];
}

/**
 * The texts in the mappings of a file, by the name of a variable. What is nearer to the top wins where
 * two have one name.
 *
 * @param spelling The scalar at a path as it is written: numbers are kept so.
 */
export function flatSecrets(
  value: JsonValue,
  spelling: (path: readonly string[]) => string | null,
): FlatSecrets {
  const found = new Map<string, string>();
  const refused: string[] = [];
  let level: readonly (readonly [path: readonly string[], value: JsonValue])[] = [[[], value]];
  for (let depth = 0; depth < DEPTH && level.length > 0; depth++) {
    const entries = level.flatMap(([path, object]) =>
      isJsonObject(object)
        ? Object.entries(object).map(([key, inner]) => [[...path, key], inner] as const)
        : []
    );
    for (const [path, inner] of entries) {
      const text = textOf(inner, () => spelling(path));
      if (text === null) continue;
      const name = variableName(path.at(-1) ?? "");
      if (problemOfName(name) !== null) refused.push(path.join("."));
      else if (!found.has(name)) found.set(name, text);
    }
    level = entries;
  }
  return { secrets: Array.from(found, ([name, text]) => ({ name, value: text })), refused };
}

/** The variable that a key of a file means. */
export function variableName(key: string): string {
  const name = key.toUpperCase().replaceAll(/[- ]/g, "_");
  return RENAMED.get(name) ?? name;
}

/** As the predecessor read a value; null for what it dropped. */
function textOf(value: JsonValue, spelling: () => string | null): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "number" ? spelling() ?? String(value) : null;
}
