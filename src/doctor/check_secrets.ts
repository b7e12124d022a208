import { readVaultHeader } from "../secrets/open_vault.ts";
import { listVault } from "../secrets/read_vault.ts";
import { isVault, repositoryVaultFiles, VAULT_FILE } from "../secrets/vault_files.ts";
import { OrchestratorError, problemOfFailure } from "../store/failure.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** Most files that a finding is made for. */
const NAMED = 5;

/**
 * Whether the files of the vault are what we write. To open them takes a key, which is not asked for:
 * that is not tried.
 */
export function checkSecrets({ place: { home } }: DoctorInput): Promise<readonly Finding[]> {
  const files = repositoryVaultFiles(home);
  if (!isVault(files)) return Promise.resolve([found("secrets", "ok", { vault: false })]);
  try {
    readVaultHeader(files);
    const { unreadable } = listVault(files);
    const count = unreadable.length;
    if (count > 0) {
      return Promise.resolve(
        unreadable.slice(0, NAMED).map(({ file, problem }) =>
          found("secrets", "error", { path: `${files.directory}/${file}`, problem, count })
        ),
      );
    }
    return Promise.resolve([found("secrets", "not_tried", { why: "key" })]);
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    const path = `${files.directory}/${VAULT_FILE}`;
    const problem = problemOfFailure(error.failure);
    return Promise.resolve([found("secrets", "error", { path, problem, count: 1 })]);
  }
}
