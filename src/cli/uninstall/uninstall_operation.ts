import {
  HOUSE,
  LAYOUT,
  sessionDirectory,
  stageDirectory,
  WORKFLOW_FILE,
} from "../../repo/layout.ts";
import { isPathId } from "../../repo/path_id.ts";
import type { JournalFacts, Move } from "../../store/journal.ts";
import { AGENTS_FILES } from "../agents/agents_files.ts";

/** Names in the house that only a migration fills. */
export const CONTAINED_NAMES = [
  "prd",
  "approvals.db",
  "approvals.db-wal",
  "approvals.db-shm",
  "approvals.db-journal",
  "transcripts",
  "logs",
  "reviews",
  "legacy",
] as const;

/** Names in `.orchestrator/` that `uninstall` may move, besides sessions. */
export const MOVABLE_NAMES = [
  "meta.json",
  "config.yaml",
  ".gitattributes",
  "current",
  "previous",
  "notices",
  "migration.json",
  "trees",
  "templates",
  "backups",
  "quarantine",
  "trash",
  "migrations",
  "secrets",
  "secrets/vault",
  ...CONTAINED_NAMES,
] as const;

/** One of {@link MOVABLE_NAMES}. */
export type MovableName = (typeof MOVABLE_NAMES)[number];

/** What moves. */
export interface UninstallFacts {
  readonly names: readonly MovableName[];
  readonly sessions: readonly string[];
  /** Files of {@link AGENTS_FILES} that are written anew without the block, staged under their name. */
  readonly agentsWritten: readonly string[];
  /** Those that held nothing else. */
  readonly agentsRemoved: readonly string[];
  /** `restored`: an earlier text of the user, staged under its name, takes the place of the template. */
  readonly workflow: "stays" | "goes" | "restored";
}

/** The directory that everything is set aside in, until `uninstall` removes it. */
export function setAsideDirectory(stage: string): string {
  return `${LAYOUT.uninstalled}/${stage}`;
}

/** The facts as a journal has them. */
export function uninstallFacts(facts: UninstallFacts): JournalFacts {
  const { names, sessions, agentsWritten, agentsRemoved, workflow } = facts;
  return {
    names: names.join(" "),
    sessions: sessions.join(" "),
    agents_written: agentsWritten.join(" "),
    agents_removed: agentsRemoved.join(" "),
    workflow,
  };
}

/**
 * The moves of `uninstall`. Nothing is removed by them: a planted journal can set things aside, and only
 * the command itself removes what lies there.
 */
export function uninstallMoves(stage: string, facts: JournalFacts): readonly Move[] | null {
  const names = listOf(facts["names"]);
  const sessions = listOf(facts["sessions"]);
  const written = listOf(facts["agents_written"]);
  const removed = listOf(facts["agents_removed"]);
  const workflow = facts["workflow"] ?? "";
  const agents = [...written, ...removed];
  const isValid = names.every((name) => isOneOf(MOVABLE_NAMES, name)) &&
    agents.every((name) => isOneOf(AGENTS_FILES, name)) && sessions.every(isPathId) &&
    [names, sessions, agents].every((list) => new Set(list).size === list.length) &&
    isOneOf(["stays", "goes", "restored"], workflow);
  if (!isValid) return null;
  const aside = setAsideDirectory(stage);
  const setAside = (from: string, to: string): Move => ({
    from,
    to: `${aside}/${to}`,
    links: "record",
  });
  const fresh = [...written, ...(workflow === "restored" ? [WORKFLOW_FILE] : [])];
  return [
    ...fresh.map((name) => ({ from: `${stageDirectory(stage)}/${name}`, to: name })),
    ...removed.map((name) => setAside(name, name)),
    ...(workflow === "goes" ? [setAside(WORKFLOW_FILE, WORKFLOW_FILE)] : []),
    ...sessions.map((id) => setAside(sessionDirectory(id), `sessions/${id}`)),
    ...names.map((name) => setAside(`${HOUSE}/${name}`, name)),
  ];
}

function listOf(text: string | null | undefined): readonly string[] {
  return (text ?? "").split(" ").filter((word) => word !== "");
}

function isOneOf(known: readonly string[], name: string): boolean {
  return known.includes(name);
}
