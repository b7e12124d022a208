import { findProgram } from "../process/find_program.ts";
import { joinPath } from "../process/path.ts";
import { detectEnvironment, TELLING_FILES } from "../repo/environment.ts";
import { HOUSE, LAYOUT } from "../repo/layout.ts";
import { OrchestratorError } from "../store/failure.ts";
import { isThere } from "../store/is_there.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";
import { foreignText, houseText } from "./foreign_text.ts";

/** Where files of SOPS lie, relative to the home. */
const FILES = [
  "secrets.enc.yaml",
  ".manus/secrets.enc.yaml",
  `${LAYOUT.secrets}/sops.yaml`,
  `${LAYOUT.secrets}/manus/sops.yaml`,
] as const;

/** Our own store: with it secrets do not depend on SOPS. */
const VAULT = `${LAYOUT.secrets}/vault/vault.json`;

/**
 * Whether secrets are only in files of SOPS, and what that needs is not here: its program, or in a
 * container, to which no key of a person's machine comes, a variable with the key.
 */
export function checkSops(
  { place: { home, tree }, env }: DoctorInput,
): Promise<readonly Finding[]> {
  const files = FILES.filter((name) =>
    /^sops:/m.test(
      name.startsWith(`${HOUSE}/`) ? houseText(home, name) : foreignText(joinPath(home, name)),
    )
  );
  const [first] = files;
  if (first === undefined) return Promise.resolve([found("sops", "ok", { files: 0 })]);
  const program = findProgram("sops", {
    path: env["PATH"] ?? "",
    cwd: tree,
    refuseBelow: [home, tree],
  }) !== null;
  const key = ["SOPS_AGE_KEY", "SOPS_AGE_KEY_FILE"].some((name) => (env[name] ?? "") !== "");
  const vault = isThere(joinPath(home, VAULT));
  const works = vault || (program && (key || !isEphemeral(env)));
  const evidence = { files: files.length, path: joinPath(home, first), program, key, vault };
  return Promise.resolve([found("sops", works ? "ok" : "note", evidence)]);
}

/** A wrong override is for the check of the environment to tell. */
function isEphemeral(env: DoctorInput["env"]): boolean {
  try {
    return detectEnvironment({ env, files: new Set(TELLING_FILES.filter(isThere)) }).ephemeral;
  } catch (error) {
    if (error instanceof OrchestratorError) return false;
    throw error;
  }
}
