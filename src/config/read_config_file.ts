import { joinPath } from "../process/path.ts";
import { LAYOUT } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { OrchestratorError } from "../store/failure.ts";
import { readRegular } from "../store/read_file.ts";
import { readUserFile } from "../store/read_user_file.ts";
import { CONFIG_SIZE_LIMIT, type ConfigFile } from "./config_file.ts";

/** Name of the user's file in the user's configuration directory. */
const USER_FILE = "config.yaml";

/** The user's configuration file; null without a configuration directory. */
export function userConfigPath(directory: string | null): string | null {
  return directory === null ? null : joinPath(directory, USER_FILE);
}

/** Reads `.orchestrator/config.yaml`. Links, pipes and large files are failures in the answer. */
export async function readRepositoryConfig(home: string): Promise<ConfigFile> {
  const path = joinPath(home, LAYOUT.config);
  return await readConfig("repository", path, () => {
    const { exists } = checkedPath(home, LAYOUT.config, "file");
    return exists ? readRegular(path, CONFIG_SIZE_LIMIT) : null;
  });
}

/** Reads the user's file, through links: it is the user's own. */
export async function readUserConfig(directory: string | null): Promise<ConfigFile> {
  return await readOtherFile("user", userConfigPath(directory));
}

/** Reads a file in the same way that is not ours, through links. */
export async function readOtherFile(
  layer: ConfigFile["layer"],
  path: string | null,
): Promise<ConfigFile> {
  return await readConfig(
    layer,
    path,
    () => path === null ? null : readUserFile(path, CONFIG_SIZE_LIMIT, "regular"),
  );
}

async function readConfig(
  layer: ConfigFile["layer"],
  path: string | null,
  read: () => Uint8Array | null,
): Promise<ConfigFile> {
  const empty = { layer, path, entries: [], problems: [], failure: null };
  try {
    const bytes = read();
    if (bytes === null) {
      return empty;
    }
    const { readContent } = await import("./read_content.ts");
    return { ...empty, ...await readContent(bytes) };
  } catch (error) {
    if (error instanceof OrchestratorError) {
      return { ...empty, failure: error };
    }
    throw error;
  }
}
