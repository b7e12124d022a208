import { LAYOUT } from "../repo/layout.ts";
import { checkedDirectory, checkedPath } from "../store/checked_path.ts";
import { canonicalPath } from "../store/ownership.ts";
import { makePrivateDirectory } from "../store/private_directory.ts";
import { namesIn } from "../store/names_in.ts";
import { readRegular } from "../store/read_file.ts";
import { removeDurably } from "../store/remove_file.ts";
import { replaceFile } from "../store/replace_file.ts";
import { atomicWriteFile } from "../store/write_outside.ts";
import { decodeText, encodeText } from "../stream/bytes.ts";
import type { VaultScope } from "./vault_label.ts";

/** The directory of a vault: whole files, by name. */
export interface VaultFiles {
  readonly scope: VaultScope;
  /** Absolute. */
  readonly directory: string;
  names(): ReadonlySet<string>;
  /** Null when there is no such file. Throws `home.unsafe`, `file.unreadable`. */
  read(file: string): string | null;
  /** Replaces a file durably, or makes it. Throws `home.unsafe`, `file.not_created`, `io`. */
  write(file: string, text: string): void;
  /** Removes a file durably, if it is there. Throws `home.unsafe`, `io`. */
  remove(file: string): void;
}

/** Name of the file that says how a vault is opened. */
export const VAULT_FILE = "vault.json";

/** In bytes; twice what the largest value takes. */
const LARGEST_FILE = 16_777_216;

/** In bytes: of the value of one secret. */
export const LARGEST_VALUE = 4_194_304;

/** The vault of a repository; to write, the caller holds the lock of the repository. */
export function repositoryVaultFiles(home: string): VaultFiles {
  const directory = `${home === "/" ? "" : home}/${LAYOUT.vault}`;
  return {
    scope: "repository",
    directory,
    names: () => {
      const { path, exists } = checkedPath(home, LAYOUT.vault, "directory");
      return exists ? namesIn(path) : new Set();
    },
    read: (file) => textOf(checkedPath(home, `${LAYOUT.vault}/${file}`, "file").path),
    write: (file, text) => {
      checkedDirectory(home, LAYOUT.vault);
      replaceFile(home, LAYOUT.tmp, `${LAYOUT.vault}/${file}`, encodeText(text));
    },
    remove: (file) => removeDurably(home, `${LAYOUT.vault}/${file}`),
  };
}

/**
 * The vault of the user; to write, the caller holds the lock of the configuration directory.
 *
 * @param configuration The user's configuration directory, absolute.
 */
export function userVaultFiles(configuration: string): VaultFiles {
  const named = `${configuration}/vault`;
  const directory = canonicalPath(named) ?? named;
  return {
    scope: "user",
    directory,
    names: () => namesIn(directory),
    read: (file) => textOf(`${directory}/${file}`),
    write: (file, text) => {
      makePrivateDirectory(directory);
      atomicWriteFile(`${directory}/${file}`, encodeText(text), { mode: 0o600 });
    },
    remove: (file) => removeDurably(directory, file),
  };
}

/** Whether there is a vault: it costs one look at a directory. */
export function isVault(files: VaultFiles): boolean {
  return files.names().has(VAULT_FILE);
}

function textOf(path: string): string | null {
  const bytes = readRegular(path, LARGEST_FILE);
  return bytes === null ? null : decodeText(bytes) ?? "";
}
