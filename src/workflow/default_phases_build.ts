import type { JsonObject } from "./json.ts";

/** The first phases of the default workflow: PLAN, EXECUTE and REVIEW. */
export const BUILD_PHASES: readonly JsonObject[] = [
  {
    id: "PLAN",
    name: "Planning",
    description: "Agree on what will be done, and on how to tell that it is done.",
    items: [
      {
        id: "check_roadmap",
        name: "Look for related plans",
        description: "See whether the roadmap, backlog or open issues already speak of this task.",
        required: false,
        skip_conditions: [
          "new_project",
          "no_roadmap_exists",
        ],
      },
      {
        id: "clarifying_questions",
        name: "Ask what is unclear",
        description: "Write down the open questions, each with the answer that you would choose.",
        skip_conditions: [
          "requirements_crystal_clear",
          "user_provided_full_context",
        ],
        notes: [
          "[tip] Ask only what changes the work. Give options and say which one you recommend.",
        ],
      },
      {
        id: "questions_answered",
        name: "Get the questions answered",
        description: "Every open question has an answer, or the recommended one was accepted.",
        skip_conditions: [
          "clarifying_questions_skipped",
        ],
        verification: {
          type: "manual_gate",
          description: "A person answers the questions or accepts the recommendations.",
        },
      },
      {
        id: "initial_plan",
        name: "Write the plan",
        description: "Steps, affected files, and what is out of scope, in docs/plan.md.",
        step_type: "required",
        verification: {
          type: "file_exists",
          path: "{{docs_dir}}/plan.md",
        },
      },
      {
        id: "risk_analysis",
        name: "Weigh the risks",
        description: "What can go wrong, how likely, and what then, in docs/risk_analysis.md.",
        step_type: "documented",
        skip_conditions: [
          "simple_bug_fix",
          "trivial_change",
        ],
        verification: {
          type: "file_exists",
          path: "{{docs_dir}}/risk_analysis.md",
        },
      },
      {
        id: "plan_validation",
        name: "Challenge the plan",
        description:
          "Read the plan as its critic. Look for missing steps, wrong assumptions, simpler ways.",
        skip_conditions: [
          "trivial_change",
          "simple_bug_fix",
          "well_understood_pattern",
        ],
      },
      {
        id: "define_test_cases",
        name: "Define the test cases",
        description: "What will be tested and what result is expected, in tests/test_cases.md.",
        step_type: "required",
        evidence_schema: "TestPlanEvidence",
        evidence_prompt: "List the planned test cases and say what they cover.",
        verification: {
          type: "file_exists",
          path: "{{tests_dir}}/test_cases.md",
        },
      },
      {
        id: "parallel_execution_check",
        name: "Look for work that can run in parallel",
        description: "Say which steps do not depend on each other, or why all of them do.",
        step_type: "documented",
        skip_conditions: [
          "single_task_only",
          "tasks_are_dependent",
        ],
      },
      {
        id: "user_approval",
        name: "Have the plan approved",
        description: "Nothing is built before the plan is approved.",
        step_type: "gate",
        verification: {
          type: "manual_gate",
          description:
            'A person reads the plan and runs "orchestrator approve-item user_approval".',
        },
      },
    ],
  },
  {
    id: "EXECUTE",
    name: "Implementation",
    description: "Build what was planned, tests first.",
    items: [
      {
        id: "handoff_decision",
        name: "Decide who builds it",
        description:
          'Do the work here, or hand it over with "orchestrator handoff". Note which, and why.',
        skippable: false,
      },
      {
        id: "write_tests",
        name: "Write the tests",
        description: "Turn the test cases into tests, and see them fail for the right reason.",
        step_type: "required",
      },
      {
        id: "implement_code",
        name: "Write the code",
        description: "Make the tests pass with the least code that a reader will understand.",
        step_type: "required",
        evidence_schema: "CodeAnalysisEvidence",
        evidence_prompt:
          "Name the files you read, the patterns you followed, and why this approach.",
        notes: [
          "[caution] If the plan turns out to be wrong, change the plan first.",
        ],
      },
      {
        id: "all_tests_pass",
        name: "All tests pass",
        description: "The whole test suite passes, not only the new tests.",
        step_type: "gate",
        verification: {
          type: "command",
          command: "{{test_command}}",
        },
      },
    ],
  },
  {
    id: "REVIEW",
    name: "Review",
    description:
      "Read the whole change again, once for each question. Fix what you find, then go on.",
    notes: [
      "[tip] Best done by somebody, or by an agent, that did not write the change.",
    ],
    items: [
      {
        id: "security_review",
        name: "Security review",
        description: "Untrusted input, permissions, secrets, injection, unsafe defaults.",
        step_type: "gate",
      },
      {
        id: "quality_review",
        name: "Quality review",
        description: "Correctness, edge cases, error handling, names, needless complexity.",
        step_type: "gate",
      },
      {
        id: "consistency_review",
        name: "Consistency review",
        description:
          "Does it follow the patterns of the code base, and reuse what is there already?",
        step_type: "gate",
      },
      {
        id: "holistic_review",
        name: "Holistic review",
        description: "Is it the right solution as a whole? Would you want to maintain it?",
        step_type: "gate",
      },
      {
        id: "vibe_coding_review",
        name: "Review of generated code",
        description:
          "Invented interfaces, dead code, tests that cannot fail, comments that are not true.",
        step_type: "gate",
      },
      {
        id: "design_validation",
        name: "Compare the result with the plan",
        description: "Everything planned is done, and everything done was planned or is explained.",
        skip_conditions: [
          "no_plan_exists",
          "simple_bug_fix",
          "trivial_change",
          "documentation_only",
          "config_only_change",
        ],
      },
      {
        id: "collect_review_results",
        name: "Collect the findings",
        description: "List all findings, and for each one the fix or the reason why there is none.",
        step_type: "gate",
      },
    ],
  },
];
