import { LAYOUT } from "../../repo/layout.ts";
import type { Place } from "../../repo/place.ts";
import { lstatOrNull } from "../../store/read_file.ts";
import { declaredSecrets } from "../../workflow/declared_secrets.ts";
import type { WorkflowDefinition } from "../../workflow/definition.ts";
import { variableOf } from "../../workflow/secret_name.ts";

/**
 * The variables of an environment that the command of an item must not inherit: of secrets that the
 * workflow declares or the vault of the repository has, and that the item does not declare.
 *
 * @param given Names of the secrets that the item declares.
 */
export async function withheldVariables(
  { home }: Place,
  definition: WorkflowDefinition | null,
  given: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const declared = definition === null ? [] : declaredSecrets(definition).map(({ name }) => name);
  const names = [...declared, ...await namesInVault(home)];
  const own = new Set(given.map(variableOf));
  return [...new Set(names.map(variableOf))]
    .filter((variable) => !own.has(variable) && Object.hasOwn(env, variable));
}

async function namesInVault(home: string): Promise<readonly string[]> {
  if (lstatOrNull(`${home}/${LAYOUT.vault}`) === null) return [];
  const { listVault } = await import("../../secrets/read_vault.ts");
  const { repositoryVaultFiles } = await import("../../secrets/vault_files.ts");
  return listVault(repositoryVaultFiles(home)).secrets.map(({ name }) => name);
}
