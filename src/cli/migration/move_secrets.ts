import type { ArtefactId } from "../../migrate/artefact.ts";
import type { Plan } from "../../migrate/plan_type.ts";
import { fail } from "../../store/failure.ts";
import { readForeign } from "../secrets/read_foreign.ts";
import { type TakenSecrets, takeSecrets } from "../secrets/take_secrets.ts";
import type { Opener } from "../secrets/unlock_vault.ts";

const WITH_SECRETS: readonly ArtefactId[] = ["secrets_enc", "secrets_sops"];

/**
 * Takes the values of all files with secrets that a plan moves to the backup into the vault of the
 * repository. Every file is open before the first value is written.
 *
 * @returns Null where there is no such file.
 * @throws `migrate.secrets_stay`, and what reading the files and changing the vault throw
 */
export async function moveSecrets(
  opener: Opener,
  { originals }: Plan,
): Promise<TakenSecrets | null> {
  const paths = originals.filter(({ artefact }) => WITH_SECRETS.includes(artefact))
    .map(({ path }) => path);
  if (paths.length === 0) return null;
  const files = [];
  for (const path of paths) files.push(await readForeign(opener, `${opener.place.home}/${path}`));
  const refused = files.flatMap((file) => file.refused);
  if (refused.length > 0) {
    throw fail("migrate.secrets_stay", { paths, names: refused, why: "name" });
  }
  const taken = await takeSecrets(opener, files.flatMap(({ secrets }) => secrets));
  const { kept } = taken;
  if (kept.length > 0) throw fail("migrate.secrets_stay", { paths, names: kept, why: "value" });
  return taken;
}
