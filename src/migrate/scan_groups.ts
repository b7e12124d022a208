import { HOUSE, SESSION_FILES } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { OrchestratorError, problemOfFailure } from "../store/failure.ts";
import { lstatOrNull, readRegular } from "../store/read_file.ts";
import { readPieces } from "../store/read_pieces.ts";
import { CATALOGUE } from "./catalogue.ts";
import { readLegacyState, type StateReading } from "./legacy_state.ts";
import { blocker, note, type PlanProblem } from "./problem.ts";
import { readCheckpoints } from "./read_checkpoints.ts";
import type { Found, Group, GroupPlace, OwnSessions } from "./scan_type.ts";
import { wasOurs } from "./was_ours.ts";
import { createLogSplitter } from "./split_log.ts";

/** Found workflow data. */
export type WorkflowFound = Found & {
  readonly artefact: { readonly id: "state" | "log" | "checkpoints" | "session" };
};

/** A larger state is none that the predecessor could have worked with. */
const LARGEST_STATE = 64 * 1024 * 1024;
const STAMP = /\.((?:[0-9_]+\.)?bak)$/;

/** Reads workflow data and puts together what lay together. */
export function scanGroups(
  root: string,
  found: readonly WorkflowFound[],
  own: OwnSessions,
  problems: PlanProblem[],
): { readonly groups: readonly Group[]; readonly rejected: readonly Found[] } {
  const rejected: Found[] = [];
  const bins = new Map<string, WorkflowFound[]>();
  for (const one of found) {
    if (one.artefact.policy === "leave") {
      rejected.push(one);
      continue;
    }
    const bin = binOf(one);
    bins.set(bin, [...bins.get(bin) ?? [], one]);
  }
  const groups: Group[] = [];
  for (const members of bins.values()) {
    const [first] = members;
    if (first === undefined) continue;
    const made = first.artefact.id === "session"
      ? sessionGroup(root, first, own, problems)
      : looseGroup(root, members, problems, rejected);
    if (made !== null) groups.push(made);
    else if (first.artefact.id === "session") rejected.push(leave(first));
  }
  return { groups: groups.sort(byPlace), rejected };
}

const ORDER: readonly GroupPlace[] = ["root", "flat", "session", "leftover"];

function byPlace(a: Group, b: Group): number {
  return ORDER.indexOf(a.place) - ORDER.indexOf(b.place) || (a.name < b.name ? -1 : 1);
}

function binOf({ artefact: { id, directory, leftover }, seen: { path } }: WorkflowFound): string {
  if (id === "session") return path;
  return leftover ? `leftover ${STAMP.exec(path)?.[1] ?? ""}` : directory;
}

/** The root, the flat layout, or what the migration script of the predecessor put aside. */
function looseGroup(
  root: string,
  members: readonly WorkflowFound[],
  problems: PlanProblem[],
  rejected: Found[],
): Group | null {
  const [first] = members;
  if (first === undefined) return null;
  const { leftover, directory } = first.artefact;
  const place = leftover ? "leftover" : directory === HOUSE ? "flat" : "root";
  const originals: Found[] = [];
  let [state, log]: [Group["state"], Group["log"]] = [null, null];
  let checkpoints: Group["checkpoints"] = [];
  for (const member of members) {
    const { source } = member;
    switch (member.artefact.id) {
      case "state": {
        const reading = readState(root, source, problems, !leftover);
        if (reading?.kind === "other" && !leftover) {
          rejected.push(foreign(member, problems));
          continue;
        }
        state = reading === null ? null : { source, reading };
        break;
      }
      case "log":
        log = readLog(root, source, problems);
        break;
      case "checkpoints":
        checkpoints = checkpointsIn(root, source);
        break;
    }
    originals.push(member);
  }
  if (originals.length === 0) return null;
  const name = leftover ? STAMP.exec(first.seen.path)?.[1] ?? "" : "";
  return { place, name, state, log, checkpoints, originals };
}

/** A session directory of the predecessor. */
function sessionGroup(
  root: string,
  found: WorkflowFound,
  own: OwnSessions,
  problems: PlanProblem[],
): Group | null {
  const { path } = found.seen;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (!isPathId(name)) {
    problems.push(note("invalid_id", path));
    return null;
  }
  if (wasOurs(`${root}/${path}`)) {
    problems.push(note("lost_base", path));
    return null;
  }
  const isFile = (file: string) => lstatOrNull(`${root}/${path}/${file}`)?.isFile === true;
  const statePath = `${path}/${SESSION_FILES.state}`;
  const logPath = `${path}/${SESSION_FILES.log}`;
  const reading = isFile(SESSION_FILES.state)
    ? readState(root, statePath, problems, own.current === name)
    : null;
  const hasCheckpoints = lstatOrNull(`${root}/${path}/checkpoints`)?.isDirectory === true;
  return {
    place: "session",
    name,
    state: reading === null ? null : { source: statePath, reading },
    log: isFile(SESSION_FILES.log) ? readLog(root, logPath, problems) : null,
    checkpoints: hasCheckpoints ? checkpointsIn(root, `${path}/checkpoints`) : [],
    originals: [found],
  };
}

/** That a directory cannot be listed is a problem that is known by now: the look at it has told. */
function checkpointsIn(root: string, directory: string): Group["checkpoints"] {
  try {
    return readCheckpoints(root, directory);
  } catch (error) {
    if (error instanceof OrchestratorError) return [];
    throw error;
  }
}

const FOREIGN = CATALOGUE.find(({ id }) => id === "foreign_state");

function foreign(member: WorkflowFound, problems: PlanProblem[]): Found {
  const { artefact, seen } = member;
  if (artefact.directory === "") problems.push(note("not_a_workflow", seen.path));
  const isFlat = artefact.directory !== "" && FOREIGN !== undefined;
  return leave(isFlat ? { ...member, artefact: FOREIGN } : member);
}

function leave(found: Found): Found {
  return { ...found, artefact: { ...found.artefact, policy: "leave", to: null } };
}

/** @param matters Whether a state that cannot be read stops the migration. */
function readState(
  root: string,
  source: string,
  problems: PlanProblem[],
  matters: boolean,
): StateReading | null {
  const report = matters ? blocker : note;
  try {
    const bytes = readRegular(`${root}/${source}`, LARGEST_STATE);
    if (bytes === null) return null;
    const reading = readLegacyState(bytes);
    if (reading.kind === "not_json") problems.push(report("not_json", source, reading.problem));
    if (reading.kind === "malformed") problems.push(report("not_a_workflow", source));
    return reading;
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    problems.push(report("unreadable", source, problemOfFailure(error.failure)));
    return null;
  }
}

function readLog(root: string, source: string, problems: PlanProblem[]): Group["log"] {
  const splitter = createLogSplitter();
  try {
    readPieces(`${root}/${source}`, splitter.take);
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    problems.push(blocker("unreadable", source, problemOfFailure(error.failure)));
    return null;
  }
  const index = splitter.end();
  if (index.cut) problems.push(note("cut_line", source));
  return { source, index };
}
