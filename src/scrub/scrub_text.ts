import { findSecrets } from "./find_secrets.ts";
import type { KnownValues } from "./known_values.ts";
import { replaceFound } from "./replace_found.ts";

/**
 * Replaces what looks like a secret of a known provider, and the known values, by `[REDACTED:<kind>]`.
 * Hashes, ids and other random-looking text stay. Takes time linear in the length of the text; done
 * twice it changes nothing more.
 */
export function scrubText(text: string, known: KnownValues | null): string {
  return replaceFound(text, findSecrets(text, known));
}
