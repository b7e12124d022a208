import type { JsonObject } from "./json.ts";

/** What a step asks for: `gate` is checked and never skipped freely, `required` is never skipped. */
export type StepType = "gate" | "required" | "documented" | "flexible";

/** How an item is verified. */
export type VerificationType = "file_exists" | "command" | "manual_gate" | "none";

/** A verification with every default filled in; `path` and `command` are before templating. */
export interface Verification {
  readonly type: VerificationType;
  readonly path: string | null;
  readonly command: string | null;
  readonly expect_exit_code: number;
  readonly description: string | null;
}

/** One checklist item, normalised. */
export interface ItemDefinition {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly required: boolean;
  readonly skippable: boolean;
  readonly skip_conditions: readonly string[];
  readonly verification: Verification;
  readonly agent: string | null;
  readonly notes: readonly string[];
  readonly step_type: StepType;
  readonly evidence_schema: string | null;
  readonly evidence_prompt: string | null;
  /** Names of the secrets that its command gets. */
  readonly secrets: readonly string[];
}

/** One phase, normalised. Ids are unique in the workflow; item ids too. */
export interface PhaseDefinition {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly agent: string | null;
  readonly executor: string | null;
  readonly items: readonly ItemDefinition[];
  readonly exit_gate: string | null;
  readonly notes: readonly string[];
  readonly required_reviews: readonly string[];
  readonly phase_type: "strict" | "guided" | "autonomous";
  readonly intended_tools: readonly string[];
}

/** A whole workflow as it is pinned in a session: after defaults, normalisation and settings. */
export interface WorkflowDefinition {
  readonly name: string;
  readonly version: string;
  readonly description: string | null;
  readonly phases: readonly PhaseDefinition[];
  readonly settings: JsonObject;
  /** Names of the secrets that it needs beside those of its items. */
  readonly secrets: readonly string[];
}
