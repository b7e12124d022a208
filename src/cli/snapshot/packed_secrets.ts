import type { Place } from "../../repo/place.ts";
import { readAllSecrets } from "../../secrets/read_vault.ts";
import type { SnapshotForm } from "../../snapshot/open_snapshot.ts";
import type { PackedSecret } from "../../snapshot/packed_secrets.ts";
import { fail } from "../../store/failure.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { requireVault } from "../secrets/resolve.ts";
import { vaultOf } from "../secrets/vaults.ts";

/**
 * The values in the vault of the repository, to be packed.
 *
 * @throws `usage` without encryption, `vault.none`, `vault.locked`, and what keeps the vault from being
 * read
 */
export async function packedSecrets(
  call: Call,
  context: Context,
  place: Place,
  form: SnapshotForm,
): Promise<readonly PackedSecret[]> {
  if (form === "plain") {
    const problem = "--with-secrets and --no-encrypt exclude each other";
    throw fail("usage", { problem, command: call.entry.path });
  }
  const files = vaultOf(context, place, "repository");
  return await readAllSecrets(await requireVault({ call, context, place }, files));
}
