import type { ConfigFile } from "./config_file.ts";
import type { Written } from "./key.ts";
import { isKey, keyDefinition } from "./keys.ts";

/** A key that a repository sets and that counts only with a grant. */
export interface DangerousEntry {
  readonly key: string;
  readonly written: Written;
}

/** The dangerous keys that a repository sets, in alphabetical order. */
export function dangerousEntries(repository: ConfigFile): readonly DangerousEntry[] {
  return repository.entries
    .filter(({ key }) => isKey(key) && keyDefinition(key).class === "dangerous")
    .map(({ key, written }) => ({ key, written }))
    .toSorted((a, b) => a.key < b.key ? -1 : 1);
}
