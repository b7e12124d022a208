import assert from "node:assert/strict";
import { checkEvidence } from "../../src/workflow/evidence.ts";
import type { JsonObject, JsonValue } from "../../src/workflow/json.ts";

const COMPLETE: Readonly<Record<string, JsonObject>> = {
  CodeAnalysisEvidence: {
    files_reviewed: ["a.ts"],
    patterns_identified: [],
    approach_decision: "twenty characters it.",
  },
  EdgeCaseEvidence: { cases_considered: ["empty"], how_handled: {} },
  SpecReviewEvidence: { requirements_extracted: ["one"] },
  TestPlanEvidence: { test_cases_planned: ["one"], coverage_approach: "ten chars." },
};

Deno.test("evidence with the least that its schema asks for fits", () => {
  for (const [schema, value] of Object.entries(COMPLETE)) {
    assert.deepEqual(checkEvidence(schema, value), [], schema);
    assert.deepEqual(checkEvidence(schema, { ...value, more: 1 }), [], schema);
  }
});

Deno.test("every field that is asked for is missed", () => {
  for (const [schema, value] of Object.entries(COMPLETE)) {
    for (const field of Object.keys(value)) {
      const { [field]: _left, ...rest } = value;
      assert.deepEqual(checkEvidence(schema, rest), [`${field}: missing`], schema);
    }
  }
});

Deno.test("fields of the wrong shape or length are named", () => {
  const cases: readonly (readonly [schema: string, change: JsonObject, problem: string])[] = [
    ["CodeAnalysisEvidence", { files_reviewed: [] }, "files_reviewed: expected at least 1 entry"],
    ["CodeAnalysisEvidence", { files_reviewed: "a" }, "files_reviewed: expected a list of texts"],
    ["CodeAnalysisEvidence", { concerns_raised: [1] }, "concerns_raised: expected a list of texts"],
    [
      "CodeAnalysisEvidence",
      { approach_decision: "nineteen characters" },
      "approach_decision: expected at least 20 characters",
    ],
    ["EdgeCaseEvidence", { how_handled: [] }, "how_handled: expected an object"],
    [
      "TestPlanEvidence",
      { coverage_approach: "😀😀😀😀😀" },
      "coverage_approach: expected at least 10 characters",
    ],
    ["TestPlanEvidence", { coverage_approach: null }, "coverage_approach: expected a text"],
  ];
  for (const [schema, change, problem] of cases) {
    assert.deepEqual(checkEvidence(schema, { ...COMPLETE[schema], ...change }), [problem]);
  }
});

Deno.test("lists that may be left out may be null", () => {
  const value = { ...COMPLETE["EdgeCaseEvidence"], cases_deferred: null };
  assert.deepEqual(checkEvidence("EdgeCaseEvidence", value), []);
});

Deno.test("an unknown schema and a value that is no object are refused", () => {
  assert.deepEqual(checkEvidence("toString", {}), ['Unknown evidence schema "toString"']);
  const values: readonly JsonValue[] = [null, [], "x"];
  for (const value of values) {
    assert.deepEqual(checkEvidence("EdgeCaseEvidence", value), ["Expected an object"]);
  }
});
