import { oldSecrets, restoreSecret } from "../../secrets/old_secrets.ts";
import type { VaultScope } from "../../secrets/vault_label.ts";
import { fail } from "../../store/failure.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { ageText } from "../secrets/age_text.ts";
import { whileVaultHeld } from "../secrets/change_vault.ts";
import { secretArgument } from "../secrets/secret_argument.ts";
import { vaultWords } from "../secrets/vault_words.ts";
import { namedScope, vaultsOf } from "../secrets/vaults.ts";

/** `secrets restore NAME`: gives a secret the value that it had before. */
export async function run(call: Call, context: Context): Promise<Output> {
  const name = secretArgument(call);
  const place = placeOf(call, context);
  const named = namedScope(call);
  const [scope, other] = vaultsOf(context, place)
    .filter((files) =>
      (named === null || files.scope === named) && oldSecrets(files, name).length > 0
    )
    .map((files): VaultScope => files.scope);
  if (scope === undefined) throw fail("secret.nothing_kept", { name });
  if (other !== undefined) {
    const problem = `both vaults have older values of ${name}: say "--repo" or "--user"`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  const time = await whileVaultHeld(
    call,
    context,
    place,
    scope,
    (files) => Promise.resolve(restoreSecret(files, name)),
  );
  if (time === null) throw fail("secret.nothing_kept", { name });
  return {
    json: { name, scope, result: "restored", updated_at: time },
    text: `✓ ${name} in ${vaultWords(scope)} has the value again that was set ${
      ageText(time, context.now())
    }\n`,
  };
}
