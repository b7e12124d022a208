import { type KnownValues, makeKnownValues } from "../../scrub/known_values.ts";
import { isFirstTime } from "../../session/once_notices.ts";
import { OrchestratorError } from "../../store/failure.ts";
import { type Bytes, decodeText } from "../../stream/bytes.ts";
import { hintFlags } from "../call.ts";
import { escapeLine } from "../escape.ts";
import { wordFailure } from "../failure_text.ts";
import { quickValues } from "./resolve.ts";
import type { Opener } from "./unlock_vault.ts";

/** What is said of a vault whose values are not known, because it needs a passphrase. */
export type ClosedVaults = "said" | "said_once" | "passed";

/**
 * The values that must not be written, as far as they can be had without a passphrase. A vault that
 * cannot be read is said each time; of those that need a passphrase, what `saying` wants.
 */
export async function readKnownValues(
  opener: Opener,
  saying: ClosedVaults,
): Promise<KnownValues | null> {
  const { context, place, call } = opener;
  const own = Object.entries(context.environment())
    .flatMap(([name, value]) => name.startsWith("ORCHESTRATOR_SECRET_") ? [value] : []);
  try {
    const { values, closed } = await quickValues(opener);
    if (closed.length > 0 && isSaid(place.home, saying)) {
      const once = saying === "said_once" ? ". This is said once" : "";
      context.err(`${closedNote(closed)}${once}\n`);
    }
    return makeKnownValues([...own, ...values.map(textOf)]);
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    const { message } = wordFailure(error.failure, hintFlags(call));
    context.err(`warning: known secrets are not looked for in what is written: ${message}\n`);
    return makeKnownValues(own);
  }
}

function isSaid(home: string, saying: ClosedVaults): boolean {
  return saying === "said" ||
    (saying === "said_once" && isFirstTime(home, "secrets", "values_not_checked"));
}

/** Of what is no text only base64 can be written. */
function textOf(value: Bytes): string {
  return decodeText(value) ?? value.toBase64();
}

function closedNote(closed: readonly string[]): string {
  return `note: known secrets are not looked for in what is written, only what looks like one: ${
    closed.map(escapeLine).join(" and ")
  } needs a passphrase, which takes time`;
}
