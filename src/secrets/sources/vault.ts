import type { OpenVault } from "../open_vault.ts";
import { hasSecret, readSecret } from "../read_vault.ts";
import { secretFile } from "../secret_name.ts";
import type { SecretSource } from "../secret_source.ts";
import type { VaultFiles } from "../vault_files.ts";

/**
 * A vault. Whether it has a secret, it tells without a key.
 *
 * @param open Opens it, at the first secret that is read; throws where it cannot be opened.
 */
export function vaultSource(files: VaultFiles, open: () => Promise<OpenVault>): SecretSource {
  return {
    id: files.scope,
    has: (name) =>
      Promise.resolve(
        hasSecret(files, name)
          ? { kind: "here", from: `${files.directory}/${secretFile(name)}` }
          : { kind: "absent" },
      ),
    async read(name) {
      const value = await readSecret(await open(), name);
      if (value === null) throw new TypeError("The secret was there a moment ago");
      return value;
    },
  };
}
