import { joinPath } from "../process/path.ts";
import { SETTINGS_FILE } from "../repo/layout.ts";
import { type ConfigFile, entryOrigin } from "./config_file.ts";
import type { Written } from "./key.ts";
import { isLegacyKey } from "./legacy_keys.ts";
import { readOtherFile } from "./read_config_file.ts";

/** The predecessor's second file of a user, below the user's own directory. */
export const LEGACY_USER_FILE = ".orchestrator/config.yaml";

/** Something that is written in a file and is no key of the configuration. */
export interface OtherEntry {
  readonly key: string;
  readonly written: Written;
  readonly origin: string;
}

/** The predecessor's file of settings of a repository: they are those of a workflow when it starts. */
export function readSettingsEntries(tree: string): Promise<ConfigFile> {
  return readOtherFile("repository", joinPath(tree, SETTINGS_FILE));
}

/** The predecessor's second file of the user, read where it lies. */
export function readLegacyUserFile(home: string | null): Promise<ConfigFile> {
  return readOtherFile("user", home === null ? null : joinPath(home, LEGACY_USER_FILE));
}

/** The settings of a workflow that the repository's file lays over those of `workflow.yaml`. */
export function workflowSettings(file: ConfigFile): readonly OtherEntry[] {
  return file.entries.map((entry) => ({
    key: `workflow.settings.${entry.key}`,
    written: entry.written,
    origin: entryOrigin(file, entry),
  }));
}

/** The keys of the predecessor in a user's files; nothing depends on them. */
export function legacyEntries(...files: readonly ConfigFile[]): readonly OtherEntry[] {
  return files.flatMap((file) =>
    file.entries.filter(({ key }) => isLegacyKey(key)).map((entry) => ({
      key: entry.key,
      written: entry.written,
      origin: entryOrigin(file, entry),
    }))
  );
}
