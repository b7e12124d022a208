import { OrchestratorError } from "../store/failure.ts";
import { listDirectory } from "../store/list_directory.ts";
import { readHead } from "../store/read_pieces.ts";
import type { Content } from "./artefact.ts";

/** Names of the directories of the predecessor's job queue. */
const QUEUE = new Set(["pending", "processing", "completed", "failed"]);
const HEAD = 65_536;

/**
 * Whether what lies at a path has the content that a catalogue row asks for, as far as its head or its
 * names tell. States and logs are read whole, elsewhere.
 *
 * @param path Absolute, of a regular file or directory.
 */
export function hasContent(path: string, content: Content): boolean {
  try {
    return CHECKS[content](path);
  } catch (error) {
    if (error instanceof OrchestratorError) return false;
    throw error;
  }
}

const CHECKS: Readonly<Record<Content, (path: string) => boolean>> = {
  workflow_state: () => true,
  event_log: () => true,
  sqlite: (path) => headText(path).startsWith("SQLite format 3\0"),
  salted: (path) => headText(path).startsWith("Salted__"),
  sops: (path) => /^sops:/m.test(headText(path)),
  prd_state: (path) => /"(?:prd_id|tasks)"/.test(headText(path)),
  squad_sessions: (path) => headText(path).trimStart().startsWith("{"),
  model_registry: (path) => /"(?:last_updated|models)"/.test(headText(path)),
  job_queue: (path) => listDirectory(path).every(({ name }) => QUEUE.has(name)),
};

function headText(path: string): string {
  return new TextDecoder().decode(readHead(path, HEAD));
}
