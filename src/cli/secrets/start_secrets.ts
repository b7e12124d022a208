import type { Place } from "../../repo/place.ts";
import { fail } from "../../store/failure.ts";
import type { WorkflowDefinition } from "../../workflow/definition.ts";
import { declaredSecrets } from "../../workflow/declared_secrets.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";

/** Which declared secrets no source has, and the lines that say so. */
export interface StartSecrets {
  readonly missing: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Looks for the secrets that a new workflow declares.
 *
 * @throws `start.secrets_missing` with `--require-secrets`
 */
export async function startSecrets(
  call: Call,
  context: Context,
  place: Place,
  definition: WorkflowDefinition,
): Promise<StartSecrets> {
  if (declaredSecrets(definition).length === 0) return { missing: [], notes: [] };
  const { missingSecrets } = await import("./declared_secrets.ts");
  const { missingText } = await import("./missing_text.ts");
  const missing = await missingSecrets({ call, context, place }, definition);
  if (missing.length > 0 && hasFlag(call, "require-secrets")) {
    throw fail("start.secrets_missing", { missing });
  }
  const { root } = hintFlags(call);
  return {
    missing: missing.map(({ name }) => name),
    notes: missing.map((secret) => `warning: ${missingText(secret, root)}`),
  };
}
