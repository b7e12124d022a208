import type { OpenVault } from "./open_vault.ts";
import { listVault, openValue } from "./read_vault.ts";
import { secretFile } from "./secret_name.ts";
import { variableOf } from "../workflow/secret_name.ts";

/** What can be said of an open vault. */
export type VaultFinding =
  | { readonly kind: "sound"; readonly name: string }
  /** `name` is null where the file does not tell it. */
  | {
    readonly kind: "unreadable";
    readonly name: string | null;
    readonly path: string;
    readonly problem: string;
  }
  | { readonly kind: "unfinished_rotation" }
  /** Secrets in different groups that are the same variable. */
  | { readonly kind: "variables_meet"; readonly names: readonly string[] };

/** Opens everything in a vault. Reads only. */
export async function checkVault(vault: OpenVault): Promise<readonly VaultFinding[]> {
  const { directory } = vault.files;
  const { secrets, unreadable } = listVault(vault.files);
  const findings: VaultFinding[] = unreadable.map(({ file, problem }) => ({
    kind: "unreadable",
    name: null,
    path: `${directory}/${file}`,
    problem,
  }));
  for (const secret of secrets) {
    const { name } = secret;
    const opens = await openValue(vault, secret) !== null;
    findings.push(
      opens ? { kind: "sound", name } : {
        kind: "unreadable",
        name,
        path: `${directory}/${secretFile(name)}`,
        problem: `${name} was edited, or comes from another vault`,
      },
    );
  }
  if (vault.header.previous !== null) findings.push({ kind: "unfinished_rotation" });
  const groups = Map.groupBy(secrets, ({ name }) => variableOf(name));
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    findings.push({ kind: "variables_meet", names: group.map(({ name }) => name) });
  }
  return findings;
}
