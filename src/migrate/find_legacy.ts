import { HOUSE, SESSION_FILES, sessionDirectory, sessionFile } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { OrchestratorError } from "../store/failure.ts";
import { namesIn } from "../store/names_in.ts";
import { readRegular } from "../store/read_file.ts";
import { CATALOGUE } from "./catalogue.ts";
import { type Era, eraOf, type LegacyState, readLegacyState } from "./legacy_state.ts";
import type { LegacyTraces } from "./legacy_traces.ts";
import { wasOurs } from "./was_ours.ts";
import { lookAt, openedKind, readablePath } from "./seen.ts";

/** A workflow of the predecessor, read where it lies. */
export interface LegacyWorkflow {
  /** Of its state, relative to the home. */
  readonly path: string;
  /** Of its log, whether that is there or not. */
  readonly log: string;
  readonly era: Era;
  /** Name of its session directory, null in the older layouts. */
  readonly session: string | null;
  readonly legacy: LegacyState;
}

const STATE = ".workflow_state.json";
const LOG = ".workflow_log.jsonl";
const LARGEST = 64 * 1024 * 1024;

/** The workflows of the layouts without sessions: of the root, then of `.orchestrator/` itself. */
export function findLooseWorkflows(
  home: string,
  { root, house }: LegacyTraces,
): readonly LegacyWorkflow[] {
  const found: LegacyWorkflow[] = [];
  if (root.includes(STATE)) {
    const legacy = readAt(home, STATE);
    if (legacy !== null) {
      found.push({ path: STATE, log: LOG, era: eraOf("root", legacy), session: null, legacy });
    }
  }
  if (house.includes(SESSION_FILES.state)) {
    const path = `${HOUSE}/${SESSION_FILES.state}`;
    const legacy = readAt(home, path);
    if (legacy !== null) {
      found.push({
        path,
        log: `${HOUSE}/${SESSION_FILES.log}`,
        era: "flat",
        session: null,
        legacy,
      });
    }
  }
  return found;
}

/** Whether a session directory is there and the predecessor's. */
export function isLegacySession(home: string, id: string): boolean {
  if (!isPathId(id)) return false;
  const names = namesIn(`${home}/${sessionDirectory(id)}`);
  return names.size > 0 && !names.has(SESSION_FILES.base) &&
    !wasOurs(`${home}/${sessionDirectory(id)}`);
}

/** The workflow of a session directory of the predecessor; null when it has none that can be read. */
export function readLegacySession(home: string, id: string): LegacyWorkflow | null {
  if (!isLegacySession(home, id)) return null;
  const path = sessionFile(id, SESSION_FILES.state);
  const legacy = readAt(home, path);
  if (legacy === null) return null;
  const log = sessionFile(id, SESSION_FILES.log);
  return { path, log, era: eraOf("session", legacy), session: id, legacy };
}

/** The names of those traces that a migration would move. */
export function leftoverNames(home: string, { root, house }: LegacyTraces): readonly string[] {
  const moves = (directory: string, name: string) =>
    CATALOGUE.some((row) =>
      row.directory === directory && row.policy !== "leave" &&
      (typeof row.name === "string" ? row.name === name : row.name.test(name))
    );
  return [
    ...root.filter((name) => moves("", name)),
    ...house.filter((name) => moves(HOUSE, name))
      .map((name) => `${HOUSE}/${name}`)
      .filter((path) => !path.endsWith(SESSION_FILES.state) || readAt(home, path) !== null),
  ];
}

/** The workflow state at a path; null when there is none that can be read. */
function readAt(home: string, path: string): LegacyState | null {
  try {
    const seen = lookAt(home, path);
    if (seen === null || openedKind(seen) !== "file") return null;
    const bytes = readRegular(readablePath(home, seen), LARGEST);
    const reading = bytes === null ? null : readLegacyState(bytes);
    return reading?.kind === "workflow" ? reading.state : null;
  } catch (error) {
    if (error instanceof OrchestratorError) return null;
    throw error;
  }
}
