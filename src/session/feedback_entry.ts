import type { KnownValues } from "../scrub/known_values.ts";
import { scrubText } from "../scrub/scrub_text.ts";
import { sha256Hex } from "../store/sha256.ts";
import type { FeedbackFacts } from "../workflow/feedback.ts";

/** What a person was asked; empty where there was no answer. */
export interface FeedbackAnswers {
  readonly what_went_well: string;
  readonly challenges: string;
  readonly improvements: string;
}

/** What an entry holds beside the facts of the session. */
export interface FeedbackFrame {
  /** UTC; the same in both lines of an entry. */
  readonly timestamp: string;
  readonly version: string;
  readonly repoType: string;
  /** Name of the repository; only in the private line. */
  readonly repo: string;
  /** `WORKFLOW_SALT`, or null for the predecessor's default. */
  readonly salt: string | null;
  /** Null when nobody was asked. */
  readonly answers: FeedbackAnswers | null;
}

/** The salt of the predecessor, so that hashes of one workflow agree. */
const DEFAULT_SALT = "workflow-orchestrator-default-salt-v1";

/** Phase names that tell nothing about a project. */
const COMMON_PHASES: ReadonlySet<string> = new Set([
  "PLAN",
  "EXECUTE",
  "REVIEW",
  "VERIFY",
  "LEARN",
  "TDD",
  "IMPL",
]);

/**
 * The line that may be shared: numbers and yes or no, a hash in place of the workflow's id, and no text
 * that anybody wrote. Its keys are a closed list.
 */
export function toolLine(facts: FeedbackFacts, frame: FeedbackFrame): string {
  const phases = Array.from(facts.phases)
    .map(([name, seconds]) => [name.toUpperCase(), seconds] as const)
    .filter(([name]) => COMMON_PHASES.has(name));
  return `${
    JSON.stringify({
      timestamp: frame.timestamp,
      mode: modeOf(frame),
      duration_seconds: facts.seconds,
      ...(phases.length === 0 ? {} : { phases: Object.fromEntries(phases) }),
      parallel_agents_used: facts.agentsInParallel,
      reviews_performed: facts.reviewed,
      errors_count: facts.errorCount,
      items_skipped_count: facts.skippedCount,
      repo_type: frame.repoType,
      orchestrator_version: frame.version,
      workflow_id_hash: workflowHash(facts.workflowId, frame.salt),
    })
  }\n`;
}

/** The private line: what was written about the work, without secrets. It never leaves by itself. */
export function processLine(
  facts: FeedbackFacts,
  frame: FeedbackFrame,
  known: KnownValues | null,
): string {
  const { answers } = frame;
  const scrub = (text: string) => scrubText(text, known);
  return `${
    JSON.stringify({
      timestamp: frame.timestamp,
      workflow_id: facts.workflowId,
      task: scrub(facts.task),
      repo: scrub(frame.repo),
      mode: modeOf(frame),
      parallel_agents_used: facts.agentsInParallel,
      errors_summary: facts.errors.map(scrub),
      items_skipped_reasons: facts.skipped.map(scrub),
      learnings: scrub(facts.learnings),
      ...(answers === null ? {} : {
        challenges: scrub(answers.challenges),
        what_went_well: scrub(answers.what_went_well),
        improvements: scrub(answers.improvements),
      }),
    })
  }\n`;
}

/** The first 16 hex digits of SHA-256 over salt and id. */
export function workflowHash(workflowId: string, salt: string | null): string {
  return sha256Hex(`${salt ?? DEFAULT_SALT}${workflowId}`).slice(0, 16);
}

function modeOf({ answers }: FeedbackFrame): "auto" | "interactive" {
  return answers === null ? "auto" : "interactive";
}
