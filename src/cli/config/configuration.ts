import type { ConfigFile } from "../../config/config_file.ts";
import { readRepositoryConfig, readUserConfig } from "../../config/read_config_file.ts";
import type { ConfigSources } from "../../config/read_setting.ts";
import type { Place } from "../../repo/place.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";

/** One command line reads each file once, and warns of it once. */
const SOURCES = new WeakMap<Call, ConfigSources>();

/** Where the settings of a command line come from. */
export function configurationOf(call: Call, context: Context, place: Place): ConfigSources {
  const known = SOURCES.get(call);
  if (known !== undefined) return known;
  const env = context.environment();
  const sources: ConfigSources = {
    env,
    flag: (name) => {
      const value = call.flags.get(name);
      return value === undefined || value === true ? null : value;
    },
    repository: once(async () => await warned(context, await readRepositoryConfig(place.home))),
    user: once(async () =>
      await warned(context, await readUserConfig(userDirectories(env).config))
    ),
  };
  SOURCES.set(call, sources);
  return sources;
}

async function warned(context: Context, file: ConfigFile): Promise<ConfigFile> {
  if (file.entries.length > 0) {
    const { warnOfEntries } = await import("./config_warnings.ts");
    warnOfEntries(context, file);
  }
  return file;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => made ??= make();
}
