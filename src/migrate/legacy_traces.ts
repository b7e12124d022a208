import { HOUSE } from "../repo/layout.ts";
import { namesIn } from "../store/names_in.ts";

/** Names that say that the predecessor may have been here; what they are, only a look inside tells. */
export interface LegacyTraces {
  /** In the root. */
  readonly root: readonly string[];
  /** In `.orchestrator/`. */
  readonly house: readonly string[];
}

const PREFIX = ".workflow_";
const FLAT: ReadonlySet<string> = new Set(["state.json", "log.jsonl", "checkpoints"]);

/**
 * Looks for names of the predecessor; null when there are none. Two listings and no more: every
 * command that changes a workflow asks, and nearly always the answer is no.
 */
export function legacyTraces(home: string): LegacyTraces | null {
  const root = Array.from(namesIn(home)).filter((name) => name.startsWith(PREFIX));
  const house = Array.from(namesIn(`${home}/${HOUSE}`)).filter((name) => FLAT.has(name));
  return root.length === 0 && house.length === 0
    ? null
    : { root: root.sort(), house: house.sort() };
}
