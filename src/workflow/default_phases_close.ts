import type { JsonObject } from "./json.ts";

/** The last phases of the default workflow: VERIFY, DOCUMENT and LEARN. */
export const CLOSE_PHASES: readonly JsonObject[] = [
  {
    id: "VERIFY",
    name: "Verification",
    description: "Show that the finished change works.",
    items: [
      {
        id: "full_test_suite",
        name: "Run the full test suite",
        description: "The review may have changed code; the whole suite passes again.",
        step_type: "gate",
        verification: {
          type: "command",
          command: "{{test_command}}",
        },
      },
      {
        id: "visual_regression_test",
        name: "Compare what users see",
        description:
          "Look at the changed screens, or run the visual tests of the project, and say what you saw.",
        step_type: "documented",
        skip_conditions: [
          "no_ui_changes",
          "backend_only",
          "api_only",
        ],
      },
      {
        id: "automated_smoke_test",
        name: "Run the smoke test",
        description: "The built program starts and does its most important task.",
        step_type: "gate",
        skip_conditions: [
          "no_smoke_tests_defined",
        ],
        verification: {
          type: "command",
          command: "{{smoke_test_command}}",
        },
      },
    ],
  },
  {
    id: "DOCUMENT",
    name: "Documentation",
    description: "Tell users and maintainers what has changed.",
    items: [
      {
        id: "update_readme",
        name: "Update the README",
        description: "What it says about the changed parts is true again.",
        required: false,
        skip_conditions: [
          "no_user_facing_changes",
          "internal_refactor_only",
        ],
      },
      {
        id: "update_setup_guide",
        name: "Update the setup guide",
        description: "New requirements, steps and settings are described.",
        required: false,
        skip_conditions: [
          "no_setup_changes",
          "no_new_dependencies",
        ],
      },
      {
        id: "update_api_docs",
        name: "Update the interface documentation",
        description:
          "Changed functions, commands and formats are described where users look for them.",
        required: false,
        skip_conditions: [
          "no_api_changes",
          "no_cli_changes",
        ],
      },
      {
        id: "changelog_entry",
        name: "Add a changelog entry",
        description: "Say in CHANGELOG.md what users will notice.",
        skip_conditions: [
          "trivial_change",
          "documentation_only",
        ],
        verification: {
          type: "file_exists",
          path: "CHANGELOG.md",
        },
      },
    ],
  },
  {
    id: "LEARN",
    name: "Learning",
    description:
      "Keep what this task has taught. Nothing is changed on account of it without approval.",
    items: [
      {
        id: "session_error_review",
        name: "Review what went wrong",
        description: "Go through the log for failures, retries, skipped steps and surprises.",
        step_type: "required",
        notes: [
          "[tip] orchestrator analyze and orchestrator log show them.",
        ],
      },
      {
        id: "root_cause_analysis",
        name: "Find the causes",
        description: "For each of them say why it happened, not only what happened.",
        step_type: "required",
      },
      {
        id: "document_learnings",
        name: "Write down the learnings",
        description: "Add to LEARNINGS.md what the next person or agent should know.",
        step_type: "required",
        verification: {
          type: "file_exists",
          path: "LEARNINGS.md",
        },
      },
      {
        id: "propose_actions",
        name: "Propose actions",
        description:
          "List concrete changes to code, workflow or documentation that would prevent a repetition.",
        step_type: "required",
      },
      {
        id: "approve_actions",
        name: "Have the actions approved",
        description: "A person chooses which of the proposed actions are carried out.",
        step_type: "gate",
        verification: {
          type: "manual_gate",
          description: 'A person chooses, then runs "orchestrator approve-item approve_actions".',
        },
      },
      {
        id: "apply_approved_actions",
        name: "Apply the approved actions",
        description: "Carry out those actions and no others.",
        skip_conditions: [
          "no_actions_approved",
        ],
      },
      {
        id: "update_knowledge_base",
        name: "Update the knowledge base",
        description: "Add what is of lasting use to the notes that the project keeps.",
        required: false,
      },
      {
        id: "update_changelog_roadmap",
        name: "Update the roadmap",
        description: "Tick off what is done, and add what was found.",
        required: false,
        skip_conditions: [
          "no_roadmap_items_completed",
          "no_roadmap_exists",
        ],
      },
      {
        id: "update_documentation",
        name: "Check the user documentation",
        description: "Read it once more with the finished change in mind.",
        skip_conditions: [
          "internal_refactor_only",
          "no_user_facing_changes",
        ],
      },
      {
        id: "workflow_adherence_check",
        name: "Compare the work with the workflow",
        description:
          "Say honestly which steps were done, which were skipped, and which only ticked off.",
        skippable: false,
      },
      {
        id: "capture_workflow_feedback",
        name: "Give feedback on the workflow",
        description: "Note which steps helped, which did not, and which were missing.",
        skip_conditions: [
          "feedback_disabled_by_env_var",
        ],
      },
      {
        id: "commit_and_sync",
        name: "Commit and finish",
        description:
          'Commit and push the work yourself, then run "orchestrator finish". It commits and pushes nothing.',
        skippable: false,
        verification: {
          type: "manual_gate",
          description:
            "A person confirms that the work is committed and the workflow can be finished.",
        },
      },
    ],
  },
];
