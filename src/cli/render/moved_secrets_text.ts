import type { TakenSecrets } from "../secrets/take_secrets.ts";
import { escapeLine } from "../escape.ts";

/** What became of the secrets of files that were moved, for a document. Values are in none. */
export function secretsJson({ added, unchanged }: TakenSecrets): object {
  return { scope: "repository", added, unchanged };
}

/** The same in words. */
export function secretsText({ added, unchanged }: TakenSecrets): string {
  const names = [...added, ...unchanged].map(escapeLine).join(", ");
  return `Secrets in the vault of the repository now: ${names === "" ? "none" : names}\n`;
}
