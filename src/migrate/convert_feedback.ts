import { feedbackHash, parseLine } from "./feedback.ts";

/** One line of the old feedback file as the two files that replaced it have it, with line ends. */
export interface ConvertedFeedback {
  readonly tool: string;
  readonly process: string;
}

/** Keys of the anonymous file, which may be uploaded: nothing else may be in it. */
const TOOL_KEYS = [
  "timestamp",
  "mode",
  "orchestrator_version",
  "repo_type",
  "duration_seconds",
  "parallel_agents_used",
  "reviews_performed",
  "errors_count",
  "items_skipped_count",
  "synced_at",
];

/** Names of phases that say nothing about a project. */
const PHASES = new Set(["PLAN", "EXECUTE", "REVIEW", "VERIFY", "LEARN", "TDD", "IMPL"]);

/**
 * Splits a line of either old schema; null when it is no JSON object. The private half keeps every key
 * as it is; `multi_agents_used` of the older schema is also written under its later name.
 */
export function convertFeedback(bytes: Uint8Array, salt?: string): ConvertedFeedback | null {
  const entry = parseLine(bytes);
  if (entry === null) return null;
  const used = entry["parallel_agents_used"] ?? entry["multi_agents_used"];
  const whole = used === undefined ? entry : { ...entry, parallel_agents_used: used };
  const { workflow_id: id } = entry;
  const tool = {
    ...Object.fromEntries(
      TOOL_KEYS.filter((key) => Object.hasOwn(whole, key)).map((key) => [key, whole[key]]),
    ),
    ...phasesOf(entry["phases"]),
    ...(typeof id === "string" && id !== "" ? { workflow_id_hash: feedbackHash(id, salt) } : {}),
  };
  return { tool: `${JSON.stringify(tool)}\n`, process: `${JSON.stringify(whole)}\n` };
}

function phasesOf(phases: unknown): { readonly phases?: object } {
  if (typeof phases !== "object" || phases === null) return {};
  const safe = Object.entries(phases)
    .filter(([name, value]) => PHASES.has(name.toUpperCase()) && typeof value === "number");
  return safe.length === 0 ? {} : { phases: Object.fromEntries(safe) };
}
