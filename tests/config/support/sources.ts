import type { ConfigFile, FileEntry } from "../../../src/config/config_file.ts";
import type { Written } from "../../../src/config/key.ts";
import type { ConfigSources } from "../../../src/config/read_setting.ts";

/** What the layers of a test say. */
export interface Said {
  readonly flags?: Readonly<Record<string, Written>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly repository?: ConfigFile;
  readonly user?: ConfigFile;
}

/** Sources that keep count of the files that were read. */
export interface TestSources extends ConfigSources {
  readonly read: string[];
}

/** A configuration file with these keys, each on a line of its own. */
export function fileWith(
  layer: ConfigFile["layer"],
  keys: Readonly<Record<string, Written>>,
  more: Partial<ConfigFile> = {},
): ConfigFile {
  const entries = Object.entries(keys).map(([key, written], at): FileEntry => ({
    key,
    written,
    line: at + 1,
    column: 1,
  }));
  return { layer, path: `/${layer}.yaml`, entries, problems: [], failure: null, ...more };
}

/** The sources of a test; what is not said is empty. */
export function sourcesOf(said: Said = {}): TestSources {
  const read: string[] = [];
  const file = (layer: ConfigFile["layer"]): Promise<ConfigFile> => {
    read.push(layer);
    return Promise.resolve(said[layer] ?? fileWith(layer, {}));
  };
  return {
    read,
    env: said.env ?? {},
    flag: (name) => said.flags?.[name] ?? null,
    repository: () => file("repository"),
    user: () => file("user"),
  };
}
