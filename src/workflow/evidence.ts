import { isJsonObject, type JsonValue } from "./json.ts";

/** What one field of an evidence object must be. */
type Field =
  /** A list of texts with at least so many entries; with `least` null it may be left out or null. */
  | { readonly kind: "list"; readonly least: number | null }
  /** A text of at least so many characters. */
  | { readonly kind: "text"; readonly least: number }
  /** A mapping. */
  | { readonly kind: "mapping" };

/** The schemas that an item can name as `evidence_schema`, the predecessor's four. */
export const EVIDENCE_SCHEMAS: ReadonlyMap<string, ReadonlyMap<string, Field>> = new Map([
  evidence("CodeAnalysisEvidence", {
    files_reviewed: { kind: "list", least: 1 },
    patterns_identified: { kind: "list", least: 0 },
    concerns_raised: { kind: "list", least: null },
    approach_decision: { kind: "text", least: 20 },
  }),
  evidence("EdgeCaseEvidence", {
    cases_considered: { kind: "list", least: 1 },
    how_handled: { kind: "mapping" },
    cases_deferred: { kind: "list", least: null },
  }),
  evidence("SpecReviewEvidence", {
    requirements_extracted: { kind: "list", least: 1 },
    ambiguities_found: { kind: "list", least: null },
    assumptions_made: { kind: "list", least: null },
  }),
  evidence("TestPlanEvidence", {
    test_cases_planned: { kind: "list", least: 1 },
    coverage_approach: { kind: "text", least: 10 },
    edge_cases_covered: { kind: "list", least: null },
  }),
]);

/**
 * Compares an evidence object with the schema that its item names; keys beyond the schema are fine.
 *
 * @returns one short sentence for each problem, beginning with the field; none if it fits
 */
export function checkEvidence(schema: string, value: JsonValue): readonly string[] {
  const fields = EVIDENCE_SCHEMAS.get(schema);
  if (fields === undefined) return [`Unknown evidence schema "${schema}"`];
  if (!isJsonObject(value)) return ["Expected an object"];
  return [...fields].flatMap(([name, field]) => {
    const problem = checkField(field, Object.hasOwn(value, name) ? value[name] : undefined);
    return problem === null ? [] : [`${name}: ${problem}`];
  });
}

function checkField(field: Field, value: JsonValue | undefined): string | null {
  const optional = field.kind === "list" && field.least === null;
  if (optional && (value === undefined || value === null)) return null;
  if (value === undefined) return "missing";
  switch (field.kind) {
    case "list": {
      if (!Array.isArray(value) || value.some((entry) => typeof entry !== "string")) {
        return "expected a list of texts";
      }
      return value.length < (field.least ?? 0) ? `expected at least ${field.least} entry` : null;
    }
    case "text":
      if (typeof value !== "string") return "expected a text";
      return [...value].length < field.least ? `expected at least ${field.least} characters` : null;
    case "mapping":
      return isJsonObject(value) ? null : "expected an object";
  }
}

function evidence(
  name: string,
  fields: { readonly [name: string]: Field },
): readonly [string, ReadonlyMap<string, Field>] {
  return [name, new Map(Object.entries(fields))];
}
