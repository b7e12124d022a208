import type { FileContent } from "./config_file.ts";
import { readPlainLines } from "./read_plain_lines.ts";

/** Reads the bytes of a configuration file. The YAML parser is loaded only where it is needed. */
export async function readContent(bytes: Uint8Array): Promise<FileContent> {
  const text = decodeConfig(bytes);
  if (text === null) {
    const cause = { kind: "syntax", detail: "the file is not UTF-8" } as const;
    return { entries: [], problems: [{ location: "", line: 1, column: 1, cause }] };
  }
  const entries = readPlainLines(text);
  if (entries !== null) {
    return { entries, problems: [] };
  }
  const { readYamlEntries } = await import("./read_yaml_entries.ts");
  return await readYamlEntries(text);
}

/** The text of a configuration file with its byte order mark; null unless it is UTF-8. */
export function decodeConfig(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
