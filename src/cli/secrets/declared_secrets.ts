import type { SecretSource } from "../../secrets/secret_source.ts";
import { reportSources } from "../../secrets/resolve_secret.ts";
import { declaredSecrets } from "../../workflow/declared_secrets.ts";
import type { WorkflowDefinition } from "../../workflow/definition.ts";
import type { MissingSecret } from "./missing_text.ts";
import { keptSources, unusableOf } from "./resolve.ts";
import type { Opener } from "./unlock_vault.ts";

/** Looks for every secret that a workflow declares, without opening any, and returns the missing ones. */
export async function missingSecrets(
  opener: Opener,
  definition: WorkflowDefinition,
  sources: readonly SecretSource[] = keptSources(opener),
): Promise<readonly MissingSecret[]> {
  const missing: MissingSecret[] = [];
  for (const declared of declaredSecrets(definition)) {
    const reports = await reportSources(declared.name, sources);
    if (reports.some(({ presence }) => presence.kind === "here")) continue;
    missing.push({ ...declared, unusable: unusableOf(reports) });
  }
  return missing;
}
