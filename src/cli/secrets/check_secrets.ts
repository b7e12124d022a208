import type { Place } from "../../repo/place.ts";
import { type KnownValues, makeKnownValues } from "../../scrub/known_values.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";

/** The secrets that the command of an item gets, and nobody else. */
export interface CheckSecrets {
  readonly variables: Readonly<Record<string, string>>;
  /** To take them out of what the command prints. */
  readonly known: KnownValues | null;
}

/**
 * Gets the secrets that an item declares.
 *
 * @throws `secret.not_found`, `secret.no_variable`, and what keeps the source that has one from opening
 */
export async function checkSecrets(
  call: Call,
  context: Context,
  place: Place,
  names: readonly string[],
): Promise<CheckSecrets> {
  if (names.length === 0) return { variables: {}, known: null };
  const { requireSecret } = await import("./resolve.ts");
  const { secretVariables } = await import("./secret_variables.ts");
  const secrets = [];
  for (const name of names) secrets.push(await requireSecret({ call, context, place }, name));
  const variables = secretVariables(secrets);
  return { variables, known: makeKnownValues(Object.values(variables)) };
}
