import { findLikelySecrets } from "../scrub/find_likely_secrets.ts";
import type { SessionEvent } from "../workflow/event.ts";
import { escapeLine } from "./escape.ts";
import type { HintFlags } from "./failure_words.ts";

/** So many names are said. */
const SHOWN = 3;

/**
 * One line about what may be a secret in texts that have been kept, with what to do if it is one; none
 * otherwise. The values are not in it, and the texts stay as they are: it is no more than likely.
 */
export function likelySecretNotes(
  texts: readonly string[],
  { root, session }: HintFlags,
): readonly string[] {
  const names = new Map<string, string>();
  for (const text of texts) {
    for (const { name, start, end } of findLikelySecrets(text)) {
      names.set(text.slice(start, end), name);
    }
  }
  if (names.size === 0) return [];
  const shown = [...new Set(names.values())].slice(0, SHOWN)
    .map((name) => `"${escapeLine(name)}"`).join(", ");
  const what = names.size === 1 ? "a value" : `${names.size} values`;
  return [
    `warning: ${what} behind ${shown} may be secret and was recorded as it is. If it is: orchestrator secrets set NAME${root}, then orchestrator session redact${session}`,
  ];
}

/** The texts of events that somebody wrote or a program printed. */
export function textsOf(events: readonly SessionEvent[]): readonly string[] {
  return events.flatMap(({ message, details }) =>
    [message, ...Object.values(details)].filter((value) => typeof value === "string")
  );
}
