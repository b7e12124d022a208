import assert from "node:assert/strict";
import { DEFAULT_DEFINITION, DEFAULT_TEMPLATE } from "../../src/workflow/default_workflow.ts";
import type { WorkflowDefinition } from "../../src/workflow/definition.ts";
import { definitionFromJson } from "../../src/workflow/definition_json.ts";
import { loadDefinition } from "../../src/workflow/load_definition.ts";
import { formatTemplateHeader } from "../../src/workflow/template_header.ts";
import { templateNames } from "../../src/workflow/template_names.ts";

/** Ids and kinds of the predecessor's default: r or o, S for skippable, then what is checked. */
const PREDECESSOR = `
PLAN: check_roadmap oS, clarifying_questions rS, questions_answered rS manual_gate,
  initial_plan r required {{docs_dir}}/plan.md, risk_analysis rS documented {{docs_dir}}/risk_analysis.md,
  plan_validation rS, define_test_cases r required {{tests_dir}}/test_cases.md TestPlanEvidence,
  parallel_execution_check rS documented, user_approval r gate manual_gate
EXECUTE: handoff_decision r, write_tests r required, implement_code r required CodeAnalysisEvidence,
  all_tests_pass r gate {{test_command}}
REVIEW: security_review r gate, quality_review r gate, consistency_review r gate,
  holistic_review r gate, vibe_coding_review r gate, design_validation rS, collect_review_results r gate
VERIFY: full_test_suite r gate {{test_command}}, visual_regression_test rS documented,
  automated_smoke_test r gate {{smoke_test_command}}
DOCUMENT: update_readme oS, update_setup_guide oS, update_api_docs oS, changelog_entry rS CHANGELOG.md
LEARN: session_error_review r required, root_cause_analysis r required,
  document_learnings r required LEARNINGS.md, propose_actions r required,
  approve_actions r gate manual_gate, apply_approved_actions rS, update_knowledge_base oS,
  update_changelog_roadmap oS, update_documentation rS, workflow_adherence_check r,
  capture_workflow_feedback rS, commit_and_sync r manual_gate
`;

function outline(definition: WorkflowDefinition): string {
  return definition.phases.map((phase) =>
    `${phase.id}: ` + phase.items.map((item) => {
      const { type, path, command } = item.verification;
      return [
        item.id,
        `${item.required ? "r" : "o"}${item.skippable ? "S" : ""}`,
        item.step_type === "flexible" ? "" : item.step_type,
        type === "manual_gate" ? type : path ?? command ?? "",
        item.evidence_schema ?? "",
      ].filter((word) => word !== "").join(" ");
    }).join(", ")
  ).join(" ");
}

Deno.test("the default workflow has the ids and kinds of the predecessor's", () => {
  const definition = definitionFromJson(DEFAULT_DEFINITION);
  assert(definition !== null);
  assert.equal(outline(definition), PREDECESSOR.replace(/\s+/g, " ").trim());
});

Deno.test("the text of the default workflow says the same as its value, without a warning", async () => {
  // The comment makes it an unknown text, which is parsed.
  const { definition, warnings } = await loadDefinition(`${DEFAULT_TEMPLATE.text}# edited\n`, "w");
  assert.deepEqual(warnings, []);
  assert.deepEqual(definition, definitionFromJson(DEFAULT_DEFINITION));
});

Deno.test("the untouched text loads with and without its header", async () => {
  const { name, version, text } = DEFAULT_TEMPLATE;
  const header = formatTemplateHeader({ name, version, sha256: "0".repeat(64) });
  for (const untouched of [text, header + text]) {
    const { definition } = await loadDefinition(untouched, "w");
    assert.deepEqual(definition, definitionFromJson(DEFAULT_DEFINITION));
  }
});

Deno.test("every variable of the default workflow has a setting, and every command may be null", () => {
  const definition = definitionFromJson(DEFAULT_DEFINITION);
  assert(definition !== null);
  const { settings } = definition;
  assert.equal(settings["supervision_mode"], "zero_human");
  for (const { verification } of definition.phases.flatMap(({ items }) => items)) {
    for (const name of templateNames(verification.path ?? "")) {
      assert.equal(typeof settings[name], "string");
    }
    for (const name of templateNames(verification.command ?? "")) {
      assert.equal(settings[name], null);
    }
  }
});
