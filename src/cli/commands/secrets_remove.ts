import { removeSecret } from "../../secrets/change_secret.ts";
import { oldSecrets } from "../../secrets/old_secrets.ts";
import { hasSecret } from "../../secrets/read_vault.ts";
import type { VaultScope } from "../../secrets/vault_label.ts";
import { fail } from "../../store/failure.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { whileVaultHeld } from "../secrets/change_vault.ts";
import { secretArgument } from "../secrets/secret_argument.ts";
import { vaultWords } from "../secrets/vault_words.ts";
import { namedScope, vaultsOf } from "../secrets/vaults.ts";

/** `secrets remove NAME`: removes a secret from the vault that has it. */
export async function run(call: Call, context: Context): Promise<Output> {
  const name = secretArgument(call);
  const place = placeOf(call, context);
  const named = namedScope(call);
  const discard = hasFlag(call, "discard");
  const having = vaultsOf(context, place)
    .filter((files) => named === null || files.scope === named)
    .filter((files) => hasSecret(files, name) || (discard && oldSecrets(files, name).length > 0))
    .map((files): VaultScope => files.scope);
  const [scope] = having;
  if (scope === undefined) throw fail("secret.not_in_vault", { name, scope: named });
  if (having.length > 1) {
    const problem = `${name} is in both vaults: say "--repo" or "--user"`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  const removed = await whileVaultHeld(
    call,
    context,
    place,
    scope,
    (files) => Promise.resolve(removeSecret(files, name, discard)),
  );
  if (!removed && !discard) throw fail("secret.not_in_vault", { name, scope });
  const user = scope === "user" ? " --user" : "";
  const restore = discard
    ? null
    : `orchestrator secrets restore ${name}${user}${hintFlags(call).root}`;
  return {
    json: { name, scope, result: "removed", restore },
    text: [
      `✓ ${name} is no longer in ${vaultWords(scope)}`,
      ...(restore === null ? [] : [`  Take it back: ${restore}`]),
      "",
    ].join("\n"),
  };
}
