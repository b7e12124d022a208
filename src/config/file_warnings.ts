import { nearestName } from "../workflow/nearest_name.ts";
import { type ConfigFile, entryOrigin, type FileEntry } from "./config_file.ts";
import { isKey, KEY_NAMES, keyDefinition } from "./keys.ts";
import { isLegacyKey } from "./legacy_keys.ts";

/** An entry of a file that has no effect. */
export interface ConfigWarning {
  readonly kind: "unknown_key" | "user_only";
  readonly key: string;
  readonly origin: string;
  /** The key that was most likely meant. */
  readonly near: string | null;
}

/** The entries of a file that have no effect and are not the predecessor's, in its order. */
export function fileWarnings(file: ConfigFile): readonly ConfigWarning[] {
  return file.entries.flatMap((entry) => warningOf(file, entry));
}

function warningOf(file: ConfigFile, entry: FileEntry): readonly ConfigWarning[] {
  const { key } = entry;
  const origin = entryOrigin(file, entry);
  if (isKey(key)) {
    const isUserOnly = keyDefinition(key).class === "user-only" && file.layer === "repository";
    return isUserOnly ? [{ kind: "user_only", key, origin, near: null }] : [];
  }
  if (file.layer === "user" && isLegacyKey(key)) {
    return [];
  }
  return [{ kind: "unknown_key", key, origin, near: nearestName(key, KEY_NAMES) }];
}
