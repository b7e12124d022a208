import { LAYOUT } from "../../repo/layout.ts";
import type { Place } from "../../repo/place.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import type { KnownValues } from "../../scrub/known_values.ts";
import { lstatOrNull } from "../../store/read_file.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { ClosedVaults } from "./read_known_values.ts";

/** Beginning of the variables that hold nothing but a secret. */
const OURS = "ORCHESTRATOR_SECRET_";

/**
 * Reads what is known to be secret when it is asked for, and once: the values of vaults that open
 * without a passphrase, and of the variables that begin with `ORCHESTRATOR_SECRET_`. Where there are
 * none this costs two looks at a directory. What goes wrong is said on stderr.
 *
 * @param closed Commands that read only must not keep in mind what they have said.
 */
export function knownValuesOf(
  call: Call,
  context: Context,
  place: Place,
  closed: ClosedVaults,
): () => Promise<KnownValues | null> {
  let values: Promise<KnownValues | null> | null = null;
  return () => values ??= read(call, context, place, closed);
}

async function read(
  call: Call,
  context: Context,
  place: Place,
  closed: ClosedVaults,
): Promise<KnownValues | null> {
  const env = context.environment();
  const isSet = Object.keys(env).some((name) => name.startsWith(OURS));
  if (!isSet && !vaultDirectories(env, place).some(isVaultThere)) return null;
  const { readKnownValues } = await import("./read_known_values.ts");
  return await readKnownValues({ call, context, place }, closed);
}

function vaultDirectories(
  env: Readonly<Record<string, string>>,
  { home }: Place,
): readonly string[] {
  const { config } = userDirectories(env);
  return [`${home}/${LAYOUT.vault}`, ...(config === null ? [] : [`${config}/vault`])];
}

function isVaultThere(directory: string): boolean {
  return lstatOrNull(directory) !== null;
}
