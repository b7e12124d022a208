import { encodeBase64 } from "../../secrets/base64.ts";
import { resolveSecret } from "../../secrets/resolve_secret.ts";
import { fail } from "../../store/failure.ts";
import { decodeText } from "../../stream/bytes.ts";
import { type Call, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { missingSecret, secretSources } from "../secrets/resolve.ts";
import { secretArgument } from "../secrets/secret_argument.ts";
import { namedScope } from "../secrets/vaults.ts";

/** `secrets get NAME`: the exact bytes of a value, on a terminal only with `--reveal`. */
export async function run(call: Call, context: Context): Promise<Output> {
  const name = secretArgument(call);
  const scope = namedScope(call);
  const reveal = hasFlag(call, "reveal");
  const { json } = call.globals;
  if (!json && !reveal && context.stdoutIsTerminal()) throw fail("secret.hidden", { name });
  const opener = { call, context, place: placeOf(call, context) };
  const sources = secretSources(opener)
    .filter(({ id }) => scope === null || id === scope);
  const found = await resolveSecret(name, sources);
  if (found.kind === "missing") throw missingSecret(name, found.reports);
  const { source, from, value } = found.secret;
  if (json) {
    const text = decodeText(value);
    const shown = text === null ? { value_base64: encodeBase64(value) } : { value: text };
    return {
      json: { name, source, from, bytes: value.length, revealed: reveal, ...(reveal ? shown : {}) },
      text: "",
    };
  }
  call.hint.stdoutTaken = true;
  context.outBytes(value);
  const isLine = context.stdoutIsTerminal() && value.at(-1) !== 0x0a;
  return { json: null, text: isLine ? "\n" : "", stdoutTaken: true };
}
