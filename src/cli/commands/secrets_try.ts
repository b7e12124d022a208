import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit_code.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { findSecret, unusableOf } from "../secrets/resolve.ts";
import { secretArgument } from "../secrets/secret_argument.ts";
import { sourceText, unusableText } from "../secrets/source_words.ts";

/** `secrets test NAME`: whether a secret can be read, and how long it is. */
export async function run(call: Call, context: Context): Promise<Output> {
  const name = secretArgument(call);
  const found = await findSecret({ call, context, place: placeOf(call, context) }, name);
  if (found.kind === "missing") {
    const unusable = unusableOf(found.reports);
    return {
      json: { name, accessible: false, source: null, from: null, bytes: null, unusable },
      text: [
        `✗ ${name} not found in any source`,
        ...unusable.map((source) => `  Not asked: ${unusableText(source)}`),
        "",
      ].join("\n"),
      exit: EXIT.refused,
    };
  }
  const { source, from, value } = found.secret;
  return {
    json: { name, accessible: true, source, from, bytes: value.length, unusable: [] },
    text: `✓ ${name} can be read from ${sourceText(source)} (${value.length} bytes)\n`,
  };
}
