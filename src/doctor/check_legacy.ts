import { activeLegacy } from "../migrate/active_legacy.ts";
import { findDeeper } from "../migrate/find_deeper.ts";
import { findLooseWorkflows, isLegacySession } from "../migrate/find_legacy.ts";
import { listMigrations } from "../migrate/find_migration.ts";
import { readIgnored } from "../migrate/ignored_files.ts";
import { legacyTraces } from "../migrate/legacy_traces.ts";
import { lookAround } from "../migrate/look_around.ts";
import { knownSessions } from "../session/known_sessions.ts";
import type { DoctorInput, Finding, Severity } from "./finding.ts";

/** Names that a finding spells out. */
const NAMED = 5;

/**
 * What the predecessor left: workflows in progress, files that a migration would move, files of nobody,
 * a step of its own that was cut off, workflows in directories below.
 */
export async function checkLegacy(input: DoctorInput): Promise<readonly Finding[]> {
  const { place, operations } = input;
  const { home } = place;
  const { found, unowned } = lookAround(home);
  const ignored = readIgnored(home);
  const workflow = await activeLegacy(place, operations);
  const active = workflow === null ? [] : [workflow.path];
  const moving = found.filter(({ artefact: { id, directory, policy }, seen }) =>
    policy !== "leave" && policy !== "copy" &&
    // In .orchestrator/ a file of this name may be another feature's.
    (id !== "state" || directory === "" || isLooseWorkflow(home, seen.path))
  );
  const unknown = [
    ...found.filter(({ artefact, seen }) => artefact.id === "custom" && !ignored.has(seen.path))
      .map(({ seen }) => seen.path),
    ...unowned.map(({ path }) => path),
  ];
  const debris = found.filter(({ artefact }) => artefact.id === "feedback_debris");
  const findings = [
    ...about(hasOurs(input) ? "mixed" : "active", hasOurs(input) ? "error" : "note", active),
    ...about("cut_off", "note", debris.map(({ seen }) => seen.path)),
    ...about("leftovers", "note", active.length > 0 ? [] : moving.map(({ seen }) => seen.path)),
    ...about("unknown", "note", unknown),
    ...about("deeper", "note", findDeeper(home).map((path) => `${home}/${path}`)),
  ];
  return findings.length > 0 ? findings : [finding("none", "ok", {})];
}

function isLooseWorkflow(home: string, path: string): boolean {
  const traces = legacyTraces(home);
  return traces !== null && findLooseWorkflows(home, traces).some((one) => one.path === path);
}

/** Those that a migration made which was taken back are there to be looked at: work goes on in theirs. */
function hasOurs({ place, operations }: DoctorInput): boolean {
  const { home } = place;
  const takenBack = new Set(
    listMigrations(home).filter(({ rolledBack }) => rolledBack)
      .flatMap(({ report }) => report.sessions.map(({ id }) => id)),
  );
  return knownSessions(place, operations).ids
    .some((id) => !takenBack.has(id) && !isLegacySession(home, id));
}

function about(
  condition: string,
  severity: Severity,
  paths: readonly string[],
): readonly Finding[] {
  if (paths.length === 0) return [];
  const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : "";
  const names = paths.slice(0, NAMED).join(", ") + more;
  return [
    finding(condition, severity, { paths: names, count: paths.length, first: paths[0] ?? "" }),
  ];
}

function finding(
  condition: string,
  severity: Severity,
  evidence: Readonly<Record<string, string | number>>,
): Finding {
  return {
    id: "legacy",
    severity,
    evidence: { condition, ...evidence },
    session: null,
    fixable: false,
  };
}
