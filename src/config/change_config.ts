import { LAYOUT } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { fail } from "../store/failure.ts";
import { holdDirectory } from "../store/lock.ts";
import { canonicalPath } from "../store/ownership.ts";
import { makePrivateDirectory } from "../store/private_directory.ts";
import { readRegular } from "../store/read_file.ts";
import { readUserFile } from "../store/read_user_file.ts";
import { replaceFile } from "../store/replace_file.ts";
import { atomicWriteFile } from "../store/write_outside.ts";
import { CONFIG_SIZE_LIMIT } from "./config_file.ts";
import { editConfig } from "./edit_config.ts";
import type { AnyValue } from "./key.ts";
import { userConfigPath } from "./read_config_file.ts";
import { decodeConfig, readContent } from "./read_content.ts";

/** A key and its new value; null removes it. */
export interface ConfigChange {
  readonly key: string;
  readonly value: AnyValue | null;
}

/** What became of a change, and of which file. */
export interface ChangedConfig {
  readonly path: string;
  readonly result: "changed" | "unchanged" | "absent";
}

/**
 * Changes one key of `.orchestrator/config.yaml`. The caller holds the repository lock.
 *
 * @throws `config.unreadable`, `config.edit_refused`, `home.unsafe`, `file.unreadable`, `io`
 */
export async function changeRepositoryConfig(
  home: string,
  change: ConfigChange,
): Promise<ChangedConfig> {
  const { path, exists } = checkedPath(home, LAYOUT.config, "file");
  const bytes = exists ? readRegular(path, CONFIG_SIZE_LIMIT) : null;
  return await changeBytes(path, bytes, change, (changed) => {
    replaceFile(home, LAYOUT.tmp, LAYOUT.config, changed);
  });
}

/**
 * Changes one key of the user's file, through a link if it is one. Two that do so at once wait for each
 * other.
 *
 * @param directory The user's configuration directory.
 * @throws `config.unreadable`, `config.edit_refused`, `file.unreadable`, `file.not_created`, `io`
 */
export async function changeUserConfig(
  directory: string | null,
  change: ConfigChange,
): Promise<ChangedConfig> {
  const named = userConfigPath(directory);
  if (directory === null || named === null) {
    throw fail("config.no_directory", {});
  }
  makePrivateDirectory(directory);
  return await whileHeld(holdDirectory(directory), async () => {
    const path = canonicalPath(named) ?? named;
    const bytes = readUserFile(path, CONFIG_SIZE_LIMIT, "regular");
    return await changeBytes(path, bytes, change, (changed) => atomicWriteFile(path, changed));
  });
}

async function changeBytes(
  path: string,
  bytes: Uint8Array | null,
  { key, value }: ConfigChange,
  write: (bytes: Uint8Array) => void,
): Promise<ChangedConfig> {
  const before = bytes ?? new Uint8Array();
  const { problems } = await readContent(before);
  const text = decodeConfig(before);
  if (problems.length > 0 || text === null) {
    throw fail("config.unreadable", { path, problems });
  }
  const edit = await editConfig(text, key, value);
  if (edit.kind === "refused") {
    throw fail("config.edit_refused", { path, key, line: edit.line });
  }
  if (edit.kind === "absent") {
    return { path, result: "absent" };
  }
  if (edit.text === text) {
    return { path, result: "unchanged" };
  }
  write(new TextEncoder().encode(edit.text));
  return { path, result: "changed" };
}
