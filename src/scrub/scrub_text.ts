import { scrubContext } from "./scrub_context.ts";
import { scrubTokens } from "./scrub_tokens.ts";

/**
 * Replaces what looks like a secret of a known provider by `[REDACTED:<kind>]`. Hashes, ids and other
 * random-looking text stay. Takes time linear in the length of the text; done twice it changes nothing
 * more.
 */
export function scrubText(text: string): string {
  // Tokens first: of a token in a URL or a header the more telling kind is kept.
  return scrubContext(scrubTokens(text));
}
