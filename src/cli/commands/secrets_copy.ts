import { discover } from "../../repo/discover.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { readAllSecrets } from "../../secrets/read_vault.ts";
import { isVault, repositoryVaultFiles } from "../../secrets/vault_files.ts";
import { fail } from "../../store/failure.ts";
import { isThere } from "../../store/is_there.ts";
import { absolutePath } from "../absolute_path.ts";
import { type Call, flagValue } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { secretsEncFiles } from "../secrets/other_sources.ts";
import { readForeign } from "../secrets/read_foreign.ts";
import { requireVault } from "../secrets/resolve.ts";
import { takenOutput, takeSecrets } from "../secrets/take_secrets.ts";

/** `secrets copy --from DIR`: takes the secrets of another repository into a vault here. */
export async function run(call: Call, context: Context): Promise<Output> {
  const from = flagValue(call, "from");
  if (from === null) {
    throw fail("usage", { problem: '"--from" is needed', command: call.entry.path });
  }
  const opener = { call, context, place: placeOf(call, context) };
  const root = absolutePath(context, from);
  if (!isThere(root)) throw fail("home.root_missing", { path: root, source: "--from" });
  const other = discover({
    cwd: context.cwd(),
    root,
    rootVariable: null,
    homeDirectory: userDirectories(context.environment()).home,
  }, "command");
  const files = repositoryVaultFiles(other.home);
  if (isVault(files)) {
    const values = await readAllSecrets(await requireVault(opener, files));
    return takenOutput({
      from,
      format: "vault",
      refused: [],
      ...await takeSecrets(opener, values),
    });
  }
  const [old] = secretsEncFiles({ ...opener, place: other })
    .filter((path) => path.startsWith(`${other.home}/`) || path.startsWith(`${other.tree}/`));
  if (old === undefined) throw fail("vault.none", { scope: "repository", path: files.directory });
  const { format, secrets, refused } = await readForeign(opener, old);
  return takenOutput({ from, format, refused, ...await takeSecrets(opener, secrets) });
}
