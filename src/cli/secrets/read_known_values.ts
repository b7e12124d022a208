import { type KnownValues, makeKnownValues } from "../../scrub/known_values.ts";
import { isFirstTime } from "../../session/once_notices.ts";
import { OrchestratorError } from "../../store/failure.ts";
import { type Bytes, decodeText } from "../../stream/bytes.ts";
import { hintFlags } from "../call.ts";
import { escapeLine } from "../escape.ts";
import { wordFailure } from "../failure_text.ts";
import { quickValues } from "./resolve.ts";
import type { Opener } from "./unlock_vault.ts";

/**
 * The values that must not be written, as far as they can be had without a passphrase. Of vaults that
 * need one stderr says so once in a home; a vault that cannot be read is said each time.
 */
export async function readKnownValues(opener: Opener): Promise<KnownValues | null> {
  const { context, place, call } = opener;
  const own = Object.entries(context.environment())
    .flatMap(([name, value]) => name.startsWith("ORCHESTRATOR_SECRET_") ? [value] : []);
  try {
    const { values, closed } = await quickValues(opener);
    if (closed.length > 0 && isFirstTime(place.home, "secrets", "values_not_checked")) {
      context.err(`${closedNote(closed)}\n`);
    }
    return makeKnownValues([...own, ...values.map(({ value }) => textOf(value))]);
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    const { message } = wordFailure(error.failure, hintFlags(call));
    context.err(`warning: known secrets are not looked for in what is written: ${message}\n`);
    return makeKnownValues(own);
  }
}

/** Of what is no text only base64 can be written. */
function textOf(value: Bytes): string {
  return decodeText(value) ?? value.toBase64();
}

function closedNote(closed: readonly string[]): string {
  return `note: known secrets are not looked for in what is written, only what looks like one: ${
    closed.map(escapeLine).join(" and ")
  } needs a passphrase, which takes time. This is said once`;
}
