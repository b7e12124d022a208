import { checkGit } from "./check_git.ts";
import { checkHome } from "./check_home.ts";
import { checkHouse } from "./check_house.ts";
import { checkIdentity } from "./check_identity.ts";
import { checkJournal } from "./check_journal.ts";
import { checkLegacy } from "./check_legacy.ts";
import { checkSessions } from "./check_sessions.ts";
import type { Check, CheckId, DoctorInput, Finding } from "./finding.ts";

/** Every check by its id, in the order in which they run. */
export const CHECKS: Readonly<Record<CheckId, Check>> = {
  home: checkHome,
  house: checkHouse,
  identity: checkIdentity,
  journal: checkJournal,
  sessions: checkSessions,
  legacy: checkLegacy,
  git: checkGit,
};

/** Runs all checks. What lies in an unsafe house or behind an unreadable journal is not looked at. */
export async function runChecks(input: DoctorInput): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const id of Object.keys(CHECKS) as CheckId[]) {
    const found = await CHECKS[id](input);
    findings.push(...found);
    const blocks = found.some((finding) =>
      finding.severity === "error" &&
      (id === "house" || finding.evidence["refused"] === true)
    );
    if (blocks) break;
  }
  return findings;
}
