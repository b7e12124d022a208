import { checkGit } from "./check_git.ts";
import { checkHome } from "./check_home.ts";
import { checkHouse } from "./check_house.ts";
import { checkIdentity } from "./check_identity.ts";
import { checkJournal } from "./check_journal.ts";
import { checkLegacy } from "./check_legacy.ts";
import { checkSessions } from "./check_sessions.ts";
import { checkTrash } from "./check_trash.ts";
import { checkUninstalled } from "./check_uninstalled.ts";
import type { Check, CheckId, DoctorInput, Finding } from "./finding.ts";

/** Every check by its id, in the order in which they run. */
export const CHECKS: Readonly<Record<CheckId, Check>> = {
  home: checkHome,
  house: checkHouse,
  identity: checkIdentity,
  journal: checkJournal,
  sessions: checkSessions,
  trash: checkTrash,
  uninstalled: checkUninstalled,
  legacy: checkLegacy,
  git: checkGit,
};

/** What the others rely on: they run even when nobody asks for them. */
const GUARDS: ReadonlySet<CheckId> = new Set<CheckId>(["house", "journal"]);

/**
 * Runs the checks that are asked for, all without a list. What lies in an unsafe house or behind an
 * unreadable journal is not looked at: then that is found instead.
 */
export async function runChecks(
  input: DoctorInput,
  only: ReadonlySet<CheckId> | null = null,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const id of Object.keys(CHECKS) as CheckId[]) {
    const isWanted = only?.has(id) ?? true;
    if (!isWanted && !GUARDS.has(id)) continue;
    const found = await CHECKS[id](input);
    const blocks = found.some((finding) =>
      finding.severity === "error" &&
      (id === "house" || finding.evidence["refused"] === true)
    );
    if (isWanted || blocks) findings.push(...found);
    if (blocks) break;
  }
  return findings;
}
