import { readSetting } from "../../config/read_setting.ts";
import { LAYOUT } from "../../repo/layout.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { lazySource } from "../../secrets/lazy_source.ts";
import type { SecretSource } from "../../secrets/secret_source.ts";
import { canonicalPath } from "../../store/ownership.ts";
import { lstatOrNull } from "../../store/read_file.ts";
import { checkGrant } from "../../trust/grants.ts";
import type { TrustSetting } from "../../trust/command_list.ts";
import { configurationOf } from "../config/configuration.ts";
import { grantPlace } from "../trust/trust_of.ts";
import type { Opener } from "./unlock_vault.ts";

/** Where the predecessor kept its password file, and where migration copies it. */
const SECRETS_ENC = {
  home: [`${LAYOUT.secrets}/secrets.enc`, `${LAYOUT.secrets}/manus/secrets.enc`],
  tree: [".secrets.enc", ".manus/secrets.enc"],
} as const;

/** Files of sops, likewise. */
const SOPS = {
  home: [`${LAYOUT.secrets}/sops.yaml`, `${LAYOUT.secrets}/manus/sops.yaml`],
  tree: ["secrets.enc.yaml", ".manus/secrets.enc.yaml"],
} as const;

/** The sources after the vaults: files of the predecessor, and git's credential helpers. */
export function otherSources(opener: Opener): readonly SecretSource[] {
  const { call, context, place } = opener;
  const env = context.environment();
  const run = { env, refuseBelow: repositoryDirectories(opener) };
  return [
    lazySource("secrets-enc", async () => {
      const { secretsEncSource } = await import("../../secrets/sources/secrets_enc.ts");
      return secretsEncSource(secretsEncFiles(opener), env["SECRETS_PASSWORD"] || null);
    }),
    lazySource("sops", async () => {
      const { sopsSource } = await import("../../secrets/sources/sops.ts");
      return sopsSource(
        sopsFiles(opener).map((path) => ({ path, granted: isSopsGranted(opener, path) })),
        run,
      );
    }),
    lazySource("git-credential", async () => {
      const { gitCredentialSource } = await import("../../secrets/sources/git_credential.ts");
      const sources = configurationOf(call, context, place);
      const { value } = await readSetting("secrets.git_hosts", sources);
      return gitCredentialSource(value, run);
    }),
  ];
}

/** The files of sops that are there, absolute. */
export function sopsFiles(opener: Opener): readonly string[] {
  return existing(opener, SOPS);
}

/** The files of the predecessor that are there, absolute; the user's own is the last. */
export function secretsEncFiles(opener: Opener): readonly string[] {
  const { config } = userDirectories(opener.context.environment());
  const own = config === null ? [] : [`${config}/secrets.enc`].filter(isFile);
  return [...existing(opener, SECRETS_ENC), ...own];
}

/** What is granted when a file of sops may be opened: its name, relative to the repository. */
export function sopsEntries({ place }: Opener, path: string): readonly TrustSetting[] {
  const below = [place.tree, place.home].find((directory) => path.startsWith(`${directory}/`));
  const written = below === undefined ? path : path.slice(below.length + 1);
  return [{ key: "secrets.sops", written }];
}

/** The directories in which no program is taken. */
export function repositoryDirectories({ place }: Opener): readonly string[] {
  return [place.home, place.tree].map((directory) => canonicalPath(directory) ?? directory);
}

/** Whether the user has granted that a file of sops is opened. */
export function isSopsGranted(opener: Opener, path: string): boolean {
  return checkGrant({
    ...grantPlace(opener.context, opener.place),
    entries: sopsEntries(opener, path),
    pin: opener.context.env("ORCHESTRATOR_TRUST") || null,
  }).granted;
}

function existing(
  { place }: Opener,
  names: { readonly home: readonly string[]; readonly tree: readonly string[] },
): readonly string[] {
  return [
    ...names.home.map((name) => `${place.home}/${name}`),
    ...names.tree.map((name) => `${place.tree}/${name}`),
  ].filter(isFile);
}

/** A link could lead anywhere. */
function isFile(path: string): boolean {
  return lstatOrNull(path)?.isFile === true;
}
