import { requireHome } from "../../repo/require_home.ts";
import { addRecipients } from "../../secrets/rotate_vault.ts";
import { setSecret } from "../../secrets/change_secret.ts";
import { hasSecret } from "../../secrets/read_vault.ts";
import { encodeText } from "../../stream/bytes.ts";
import { type Call, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { addedTargets } from "../secrets/added_targets.ts";
import { changeOpenVault } from "../secrets/change_open_vault.ts";
import { randomBytes } from "../secrets/change_vault.ts";
import { keyNotices, namedRecipients } from "../secrets/new_recipients.ts";
import { recipientNames, vaultWords } from "../secrets/vault_words.ts";
import { namedScope } from "../secrets/vaults.ts";
import { timestamp } from "../writer.ts";

/** What the predecessor took out of the environment. */
const KNOWN_KEYS = ["OPENROUTER_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_API_KEY"];

/** `secrets init`: makes a vault, or lets others open the one that there is. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  const scope = namedScope(call) ?? "repository";
  if (scope === "repository") requireHome(place);
  const named = namedRecipients(call, context);
  const values = hasFlag(call, "from-env") ? valuesOfEnvironment(context) : [];
  return await changeOpenVault({ call, context, place }, scope, async (held) => {
    const added = held.made ? [] : await addedTargets(call, held.vault, named.targets);
    const vault = added.length === 0
      ? held.vault
      : await addRecipients(held.vault, added, randomBytes);
    const taken: string[] = [];
    for (const { name, value } of values) {
      if (hasSecret(vault.files, name)) continue;
      const writing = { now: timestamp(context.now()), random: randomBytes };
      await setSecret(vault, name, encodeText(value), writing);
      taken.push(name);
    }
    const result = held.made ? "made" : added.length + taken.length > 0 ? "changed" : "unchanged";
    const { directory } = vault.files;
    const recipients = recipientNames(vault.header);
    const ownKey = held.ownKey ?? named.ownKey;
    return {
      json: { scope, path: directory, result, recipients, secrets: taken },
      text: [
        result === "unchanged"
          ? `Nothing to do: ${vaultWords(scope)} is there already, in ${escapeLine(directory)}`
          : `✓ ${vaultWords(scope)} is in ${escapeLine(directory)}`,
        `  It opens with: ${recipients.join(", ")}`,
        ...(taken.length === 0 ? [] : [`  Taken from the environment: ${taken.join(", ")}`]),
        "",
      ].join("\n"),
      notices: keyNotices(context, ownKey),
    };
  });
}

function valuesOfEnvironment(
  context: Context,
): readonly { readonly name: string; readonly value: string }[] {
  return KNOWN_KEYS.flatMap((name) => {
    const value = context.env(name) ?? "";
    return value === "" ? [] : [{ name, value }];
  });
}
