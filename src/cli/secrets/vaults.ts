import type { Place } from "../../repo/place.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import {
  repositoryVaultFiles,
  userVaultFiles,
  type VaultFiles,
} from "../../secrets/vault_files.ts";
import type { VaultScope } from "../../secrets/vault_label.ts";
import { fail } from "../../store/failure.ts";
import { type Call, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";

/** The directories of both vaults, the repository's first; the user may have none. */
export function vaultsOf(context: Context, place: Place): readonly VaultFiles[] {
  const { config } = userDirectories(context.environment());
  return [
    repositoryVaultFiles(place.home),
    ...(config === null ? [] : [userVaultFiles(config)]),
  ];
}

/** The directory of one vault. @throws `config.no_directory` */
export function vaultOf(context: Context, place: Place, scope: VaultScope): VaultFiles {
  const files = vaultsOf(context, place).find((vault) => vault.scope === scope);
  if (files === undefined) throw fail("config.no_directory", {});
  return files;
}

/** The vault that flags name, null without one. @throws `usage` when both are named */
export function namedScope(call: Call): VaultScope | null {
  const [user, repo] = [hasFlag(call, "user"), hasFlag(call, "repo")];
  if (user && repo) {
    const problem = 'either "--user" or "--repo" can be given';
    throw fail("usage", { problem, command: call.entry.path });
  }
  return user ? "user" : repo ? "repository" : null;
}
