import { checkConfig } from "./check_config.ts";
import { checkDeclaredSecrets } from "./check_declared_secrets.ts";
import { checkDefinition } from "./check_definition.ts";
import { checkEnvironment } from "./check_environment.ts";
import { checkGit } from "./check_git.ts";
import { checkGitProgram } from "./check_git_program.ts";
import { checkHome } from "./check_home.ts";
import { checkHooks } from "./check_hooks.ts";
import { checkHouse } from "./check_house.ts";
import { checkIdentity } from "./check_identity.ts";
import { checkJournal } from "./check_journal.ts";
import { checkLegacy } from "./check_legacy.ts";
import { checkLocks } from "./check_locks.ts";
import { checkPermissions } from "./check_permissions.ts";
import { checkProbe } from "./check_probe.ts";
import { checkQuarantine } from "./check_quarantine.ts";
import { checkSecrets } from "./check_secrets.ts";
import { checkSessions } from "./check_sessions.ts";
import { checkSettings } from "./check_settings.ts";
import { checkSops } from "./check_sops.ts";
import { checkSpace } from "./check_space.ts";
import { checkTmp } from "./check_tmp.ts";
import { checkTmux } from "./check_tmux.ts";
import { checkTrash } from "./check_trash.ts";
import { checkTrust } from "./check_trust.ts";
import { checkUninstalled } from "./check_uninstalled.ts";
import { checkVersions } from "./check_versions.ts";
import { type Check, type CheckId, type DoctorInput, type Finding, found } from "./finding.ts";

/** Every check by its id, in the order in which they run. */
export const CHECKS: Readonly<Record<CheckId, Check>> = {
  home: checkHome,
  house: checkHouse,
  identity: checkIdentity,
  journal: checkJournal,
  sessions: checkSessions,
  locks: checkLocks,
  tmp: checkTmp,
  definition: checkDefinition,
  settings: checkSettings,
  "declared-secrets": checkDeclaredSecrets,
  config: checkConfig,
  trust: checkTrust,
  quarantine: checkQuarantine,
  trash: checkTrash,
  uninstalled: checkUninstalled,
  legacy: checkLegacy,
  permissions: checkPermissions,
  space: checkSpace,
  "git-program": checkGitProgram,
  git: checkGit,
  environment: checkEnvironment,
  hooks: checkHooks,
  tmux: checkTmux,
  sops: checkSops,
  secrets: checkSecrets,
  versions: checkVersions,
  probe: checkProbe,
};

/** What the others rely on: they run even when nobody asks for them. */
const GUARDS: ReadonlySet<CheckId> = new Set<CheckId>(["house", "journal"]);

/** What looks at nothing in the house, and so runs whatever is wrong there. */
const APART: ReadonlySet<CheckId> = new Set<CheckId>([
  "space",
  "git-program",
  "environment",
  "hooks",
  "tmux",
]);

/**
 * Runs the checks that are asked for, all without a list. What lies in an unsafe house or behind an
 * unreadable journal is not looked at: then that is found instead, and the others are not tried.
 */
export async function runChecks(
  input: DoctorInput,
  only: ReadonlySet<CheckId> | null = null,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let blocker: CheckId | null = null;
  for (const id of Object.keys(CHECKS) as CheckId[]) {
    const isWanted = only?.has(id) ?? true;
    if (blocker !== null && !APART.has(id)) {
      if (isWanted) findings.push(found(id, "not_tried", { why: blocker }));
      continue;
    }
    if (!isWanted && !GUARDS.has(id)) continue;
    const seen = await CHECKS[id](input);
    const blocks = seen.some(({ severity, evidence }) =>
      severity === "error" && (id === "house" || evidence["refused"] === true)
    );
    if (isWanted || blocks) findings.push(...seen);
    if (blocks) blocker = id;
  }
  return findings;
}
