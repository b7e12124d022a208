import { isAbsolutePath, joinPath } from "../process/path.ts";

const NAME = "orchestrator";

/** Our directories outside every repository; null where the environment does not tell them. */
export interface UserDirectories {
  /** The user's own directory. */
  readonly home: string | null;
  /** For `config.yaml` and the vault key. */
  readonly config: string | null;
  /** For grants. */
  readonly state: string | null;
}

/**
 * The user's directories by the XDG Base Directory Specification, on Windows by `USERPROFILE`,
 * `APPDATA` and `LOCALAPPDATA`. Values that are not absolute are ignored, as the specification says.
 * Nothing is created or looked at.
 *
 * @param env the environment of this process
 */
export function userDirectories(env: Readonly<Record<string, string>>): UserDirectories {
  if (Deno.build.os === "windows") {
    return {
      home: absolute(env["USERPROFILE"]),
      config: below(absolute(env["APPDATA"]), NAME),
      state: below(absolute(env["LOCALAPPDATA"]), NAME),
    };
  }
  const home = absolute(env["HOME"]);
  return {
    home,
    config: below(absolute(env["XDG_CONFIG_HOME"]) ?? below(home, ".config"), NAME),
    state: below(absolute(env["XDG_STATE_HOME"]) ?? below(home, ".local/state"), NAME),
  };
}

function absolute(value: string | undefined): string | null {
  return value !== undefined && isAbsolutePath(value) ? value : null;
}

function below(directory: string | null, name: string): string | null {
  return directory === null ? null : joinPath(directory, name);
}
