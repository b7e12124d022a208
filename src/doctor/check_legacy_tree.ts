import { activeInTree } from "../migrate/active_legacy.ts";
import { findDeeper } from "../migrate/find_deeper.ts";
import { isLegacySession } from "../migrate/find_legacy.ts";
import { lookAround } from "../migrate/look_around.ts";
import { planOfElsewhere } from "../migrate/plan_of_elsewhere.ts";
import { knownSessions } from "../session/known_sessions.ts";
import type { DoctorInput, Finding } from "./finding.ts";
import { aboutLegacy } from "./legacy_finding.ts";

/**
 * What the predecessor left in a linked worktree. It stays there when it is taken over, so of what is
 * here already nothing is said.
 */
export async function checkLegacyTree(input: DoctorInput): Promise<readonly Finding[]> {
  const { place, operations } = input;
  const { home, tree } = place;
  const { found, unowned } = lookAround(tree);
  const taken = found.length === 0 ? [] : await takenOver(input);
  const workflow = activeInTree(tree);
  const active = taken.filter((path) => path === workflow?.path);
  const { current } = knownSessions(place, operations).pointers;
  const hasOurs = current !== null && !isLegacySession(home, current);
  const unknown = [
    ...found.filter(({ artefact }) => artefact.id === "custom").map(({ seen }) => seen.path),
    ...unowned.map(({ path }) => path),
  ];
  return [
    ...aboutLegacy(hasOurs ? "mixed" : "active", hasOurs ? "error" : "note", active, tree),
    ...aboutLegacy("leftovers", "note", active.length > 0 ? [] : taken, tree),
    ...aboutLegacy("unknown", "note", unknown, tree),
    ...aboutLegacy("deeper", "note", findDeeper(tree).map((path) => `${tree}/${path}`), tree),
  ];
}

/** Paths of what an import would take from the tree, or would take if it could be read. */
async function takenOver({ place, operations }: DoctorInput): Promise<readonly string[]> {
  const { sessions, placements, problems } = await planOfElsewhere({
    place,
    operations,
    root: place.tree,
  });
  return Array.from(
    new Set([
      ...sessions.map(({ source }) => source),
      ...placements.map(({ from }) => from),
      ...problems.filter(({ blocks }) => blocks).map(({ path }) => path),
    ]),
  ).sort();
}
