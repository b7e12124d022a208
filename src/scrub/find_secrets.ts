import { findContext } from "./find_context.ts";
import { findTokens } from "./find_tokens.ts";
import type { FoundSecret } from "./found_secret.ts";
import type { KnownValues } from "./known_values.ts";
import { redaction } from "./redaction.ts";
import { replaceFound } from "./replace_found.ts";

/**
 * Finds what looks like a secret of a known provider, and the known values, in linear time: sorted, none
 * overlapping another. Hashes, ids and other random-looking text are no secrets.
 */
export function findSecrets(text: string, known: KnownValues | null): readonly FoundSecret[] {
  // Each looks at what the ones before have left: of a token in a header the more telling kind is kept.
  const valued = known?.find(text) ?? [];
  const tokens = merge(valued, findTokens(replaceFound(text, valued)));
  return merge(tokens, findContext(replaceFound(text, tokens)));
}

/**
 * Adds secrets that were found after others had been replaced.
 *
 * @param found In the original text.
 * @param fresh In the text with redactions in place of `found`; one that reaches into a redaction takes
 * in the whole secret behind it.
 */
function merge(
  found: readonly FoundSecret[],
  fresh: readonly FoundSecret[],
): readonly FoundSecret[] {
  if (found.length === 0 || fresh.length === 0) {
    return found.length === 0 ? fresh : found;
  }
  const merged: FoundSecret[] = [];
  let next = 0;
  /** What the original text is longer by up to here. */
  let shift = 0;
  const replacedEnd = ({ kind, start }: FoundSecret): number =>
    start - shift + redaction(kind).length;
  const pass = (secret: FoundSecret): void => {
    shift += secret.end - secret.start - redaction(secret.kind).length;
    next++;
  };
  for (const { kind, start, end } of fresh) {
    for (let f = found[next]; f !== undefined && replacedEnd(f) <= start; f = found[next]) {
      merged.push(f);
      pass(f);
    }
    const last = merged.at(-1)?.end ?? 0;
    const first = found[next];
    const from = first === undefined ? start + shift : Math.min(start + shift, first.start);
    let to = end + shift;
    for (let f = found[next]; f !== undefined && f.start - shift < end; f = found[next]) {
      const inside = end <= replacedEnd(f);
      pass(f);
      to = inside ? f.end : end + shift;
    }
    if (to > last) {
      merged.push({ kind, start: Math.max(from, last), end: to });
    }
  }
  return [...merged, ...found.slice(next)];
}
