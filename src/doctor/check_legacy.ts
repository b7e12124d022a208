import { activeLegacy } from "../migrate/active_legacy.ts";
import { findDeeper } from "../migrate/find_deeper.ts";
import { findLooseWorkflows, isLegacySession } from "../migrate/find_legacy.ts";
import { listMigrations } from "../migrate/find_migration.ts";
import { readIgnored } from "../migrate/ignored_files.ts";
import { legacyTraces } from "../migrate/legacy_traces.ts";
import { lookAround } from "../migrate/look_around.ts";
import { knownSessions } from "../session/known_sessions.ts";
import { checkLegacyTree } from "./check_legacy_tree.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";
import { aboutLegacy } from "./legacy_finding.ts";

/**
 * What the predecessor left in the home and in a linked worktree: workflows in progress, files that a
 * migration would take, files of nobody, a step of its own that was cut off, workflows in directories
 * below.
 */
export async function checkLegacy(input: DoctorInput): Promise<readonly Finding[]> {
  const { place } = input;
  const findings = [
    ...await checkLegacyHome(input),
    ...place.worktree === null || place.tree === place.home ? [] : await checkLegacyTree(input),
  ];
  return findings.length > 0 ? findings : [found("legacy", "ok", { condition: "none" })];
}

async function checkLegacyHome(input: DoctorInput): Promise<readonly Finding[]> {
  const { place, operations } = input;
  const { home } = place;
  const { found: artefacts, unowned } = lookAround(home);
  const ignored = readIgnored(home);
  const workflow = await activeLegacy(place, operations);
  const active = workflow === null ? [] : [workflow.path];
  const moving = artefacts.filter(({ artefact: { id, directory, policy }, seen }) =>
    policy !== "leave" && policy !== "copy" &&
    // In .orchestrator/ a file of this name may be another feature's.
    (id !== "state" || directory === "" || isLooseWorkflow(home, seen.path))
  );
  const unknown = [
    ...artefacts.filter(({ artefact, seen }) => artefact.id === "custom" && !ignored.has(seen.path))
      .map(({ seen }) => seen.path),
    ...unowned.map(({ path }) => path),
  ];
  const isMixed = active.length > 0 && hasOurs(input);
  const debris = artefacts.filter(({ artefact }) => artefact.id === "feedback_debris");
  return [
    ...aboutLegacy(isMixed ? "mixed" : "active", isMixed ? "error" : "note", active),
    ...aboutLegacy("cut_off", "note", debris.map(({ seen }) => seen.path)),
    ...aboutLegacy(
      "leftovers",
      "note",
      active.length > 0 ? [] : moving.map(({ seen }) => seen.path),
    ),
    ...aboutLegacy("unknown", "note", unknown),
    ...aboutLegacy("deeper", "note", findDeeper(home).map((path) => `${home}/${path}`)),
  ];
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
