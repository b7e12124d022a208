import type { FoundSecret } from "./found_secret.ts";
import { redaction } from "./redaction.ts";

/** Puts redactions in place of secrets, which are sorted and do not overlap. */
export function replaceFound(text: string, found: readonly FoundSecret[]): string {
  if (found.length === 0) {
    return text;
  }
  let replaced = "";
  let done = 0;
  for (const { kind, start, end } of found) {
    replaced += text.slice(done, start) + redaction(kind);
    done = end;
  }
  return replaced + text.slice(done);
}
