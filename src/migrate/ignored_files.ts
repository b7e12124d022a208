import { LAYOUT } from "../repo/layout.ts";
import type { Writer } from "../session/writer.ts";
import { checkedDirectory } from "../store/checked_path.ts";
import { readRegularText } from "../store/read_file.ts";
import { replaceFile } from "../store/replace_file.ts";

const FILE = `${LAYOUT.migrations}/ignored.json`;

/** Paths of files that are nobody's and that `migrate` does not speak of again. */
export function readIgnored(home: string): ReadonlySet<string> {
  const text = readRegularText(`${home}/${FILE}`);
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return new Set(
      Array.isArray(list) ? list.filter((item): item is string => typeof item === "string") : [],
    );
  } catch {
    return new Set();
  }
}

/** Adds to them. The caller has made sure that nobody else does. Throws `io`, `home.unsafe`. */
export function addIgnored(writer: Writer, paths: readonly string[]): void {
  const { home } = writer.place;
  checkedDirectory(home, LAYOUT.migrations);
  const all = [...new Set([...readIgnored(home), ...paths])].sort();
  const bytes = new TextEncoder().encode(`${JSON.stringify(all, null, 2)}\n`);
  replaceFile(home, LAYOUT.tmp, FILE, bytes);
}
