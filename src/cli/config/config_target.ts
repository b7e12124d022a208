import { isKey, type Key, KEY_NAMES, keyDefinition } from "../../config/keys.ts";
import { fail } from "../../store/failure.ts";
import { nearestName } from "../../workflow/nearest_name.ts";
import { type Call, hasFlag } from "../call.ts";

/** A file that `config set` and `config unset` change. */
export type ConfigTarget = "repository" | "user";

/**
 * Which file a command line names: the repository's unless `--user` is given.
 *
 * @throws `usage` when both are named
 */
export function namedTarget(call: Call): ConfigTarget | null {
  const [user, repo] = [hasFlag(call, "user"), hasFlag(call, "repo")];
  if (user && repo) {
    const problem = 'either "--user" or "--repo" can be given';
    throw fail("usage", { problem, command: call.entry.path });
  }
  return user ? "user" : repo ? "repository" : null;
}

/**
 * Which file a key is written to. One that no repository may set goes to the user's.
 *
 * @throws `usage`, `config.user_only`
 */
export function targetOf(call: Call, key: string): ConfigTarget {
  const named = namedTarget(call);
  const userOnly = isKey(key) && keyDefinition(key).class === "user-only";
  return named ?? (userOnly ? "user" : "repository");
}

/** @throws `config.unknown_key` */
export function requireKey(name: string): Key {
  if (isKey(name)) return name;
  throw fail("config.unknown_key", { key: name, near: nearestName(name, KEY_NAMES) });
}
