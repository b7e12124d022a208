import { compareIdentity, makeIdentity, readIdentity } from "../repo/identity.ts";
import type { DoctorInput, Finding } from "./finding.ts";

const SEVERITIES = { same: "ok", unknown: "note", differs: "error" } as const;

/** Whether `.orchestrator/` was made for this repository. Asks git for its first commit. */
export async function checkIdentity({ place, env }: DoctorInput): Promise<readonly Finding[]> {
  const recorded = readIdentity(place.home);
  if (recorded.kind === "none") return [];
  if (recorded.kind !== "identity") {
    const evidence = { problem: recorded.kind };
    return [{ id: "identity", severity: "error", evidence, session: null, fixable: false }];
  }
  const { identity } = recorded;
  const found = await makeIdentity(place, env, {
    created_at: identity.created_at,
    created_by: identity.created_by,
  });
  const result = compareIdentity(identity, found);
  const { home } = place;
  const evidence = { result, recorded: identity.repo_id, found: found.repo_id, home };
  const severity = SEVERITIES[result];
  return [{ id: "identity", severity, evidence, session: null, fixable: false }];
}
