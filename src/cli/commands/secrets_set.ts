import { requireHome } from "../../repo/require_home.ts";
import { setSecret } from "../../secrets/change_secret.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { changeOpenVault } from "../secrets/change_open_vault.ts";
import { randomBytes } from "../secrets/change_vault.ts";
import { keyNotices } from "../secrets/new_recipients.ts";
import { secretArgument } from "../secrets/secret_argument.ts";
import { readValue } from "../secrets/value_input.ts";
import { vaultWords } from "../secrets/vault_words.ts";
import { namedScope } from "../secrets/vaults.ts";
import { timestamp } from "../writer.ts";

/** `secrets set NAME`: seals a value into a vault and reads it back before it says so. */
export async function run(call: Call, context: Context): Promise<Output> {
  const name = secretArgument(call);
  const scope = namedScope(call) ?? "repository";
  const place = placeOf(call, context);
  if (scope === "repository") requireHome(place);
  const value = readValue(call, context, name);
  return await changeOpenVault({ call, context, place }, scope, async ({ vault, made, ownKey }) => {
    const writing = { now: timestamp(context.now()), random: randomBytes };
    const result = await setSecret(vault, name, value, writing);
    const { directory } = vault.files;
    return {
      json: { name, scope, path: directory, result, bytes: value.length, vault_made: made },
      text: `✓ ${name} is ${result === "added" ? "in" : "replaced in"} ${vaultWords(scope)}\n`,
      notices: keyNotices(context, ownKey),
    };
  });
}
