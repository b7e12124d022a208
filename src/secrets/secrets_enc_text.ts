/** What YAML 1.1 does not take for printable, and what would end a text in quotes. */
const ESCAPED = /["\\]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * The YAML that the predecessor keeps in `.secrets.enc`: a mapping of names to texts, by name. Every
 * value is in double quotes, so that none is read as something else than a text.
 */
export function secretsEncText(values: readonly (readonly [name: string, text: string])[]): string {
  if (values.length === 0) return "{}\n";
  return values.toSorted(([a], [b]) => a < b ? -1 : 1)
    .map(([name, text]) => `${name}: "${text.replace(ESCAPED, escaped)}"\n`).join("");
}

function escaped(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  if (character === "\n") return "\\n";
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
