import * as z from "zod/mini";
import { isItemId, isPhaseId } from "./definition_ids.ts";
import { PHASE_TYPES, STEP_TYPES, VERIFICATION_TYPES } from "./definition_values.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import { laxBoolean, laxInteger } from "./lax.ts";
import { problemOfName } from "./secret_name.ts";

const secrets = z._default(
  z.array(
    z.string().check(
      z.refine((name) => problemOfName(name) === null, { params: { kind: "secret_name" } }),
    ),
  ),
  [],
);
const text = z._default(z.nullable(z.string()), null);
const texts = z._default(z.array(z.string()), []);
const yes = z._default(z.pipe(z.transform(laxBoolean), z.boolean()), true);

const verification = z.object({
  type: z._default(z.enum(VERIFICATION_TYPES), "none"),
  path: text,
  command: text,
  expect_exit_code: z._default(z.pipe(z.transform(laxInteger), z.int()), 0),
  description: text,
});

const item = z.object({
  id: z.string().check(z.refine(isItemId, { params: { kind: "item_id" } })),
  name: z.string(),
  description: text,
  required: yes,
  skippable: yes,
  skip_conditions: texts,
  verification: z._default(
    verification,
    { type: "none", path: null, command: null, expect_exit_code: 0, description: null },
  ),
  agent: text,
  notes: texts,
  step_type: z._default(z.enum(STEP_TYPES), "flexible"),
  evidence_schema: text,
  evidence_prompt: text,
  secrets,
});

const phase = z.object({
  id: z.string().check(z.refine(isPhaseId, { params: { kind: "phase_id" } })),
  name: z.string(),
  description: text,
  agent: text,
  executor: text,
  items: z._default(z.array(item), []),
  exit_gate: text,
  notes: texts,
  required_reviews: texts,
  phase_type: z._default(z.enum(PHASE_TYPES), "guided"),
  intended_tools: texts,
});

/**
 * The schema of `workflow.yaml` with the predecessor's defaults. It fills them in, reads booleans and
 * integers leniently, drops unknown keys, and says nothing of what spans several items.
 */
export const definitionSchema = z.object({
  name: z.string(),
  version: z._default(z.string(), "1.0"),
  description: text,
  phases: z.array(phase),
  settings: z._default(z.custom<JsonObject>(isJsonObject, { params: { kind: "mapping" } }), {}),
  secrets,
});

/** The keys that each level of a definition may have. */
export const DEFINITION_KEYS = {
  workflow: Object.keys(definitionSchema.shape),
  phase: Object.keys(phase.shape),
  item: Object.keys(item.shape),
  verification: Object.keys(verification.shape),
} as const;
