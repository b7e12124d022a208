import type { KnownValues } from "../scrub/known_values.ts";
import { SecretScanner } from "../scrub/secret_scanner.ts";
import type { Contents } from "./contents.ts";
import { SECRETS_NAME } from "./packed_secrets.ts";
import { FoundSecrets, LIKELY_WITHIN } from "./found_secrets.ts";

/**
 * Looks for secrets in everything that goes into a snapshot, in the order of the files. Of a line each
 * kind is told once.
 *
 * @throws `snapshot.changed`, `file.unreadable`, `home.unsafe`
 */
export async function scanContents(
  { manifest, source }: Contents,
  known: KnownValues | null,
): Promise<FoundSecrets> {
  const found = new FoundSecrets();
  let before = 0;
  for (const { name, size } of manifest.files) {
    // They are there to be packed.
    if (name === SECRETS_NAME) continue;
    const scanner = new SecretScanner(known, LIKELY_WITHIN - before);
    before += size;
    for await (const block of source.content(name)) scanner.push(block);
    for (const secret of scanner.end()) found.add({ name, ...secret });
  }
  return found;
}
