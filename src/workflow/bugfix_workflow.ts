import type { Template } from "./default_workflow.ts";
import type { JsonObject } from "./json.ts";
import { writeYaml } from "./write_yaml.ts";

const DEFINITION: JsonObject = {
  name: "Bug Fix Workflow",
  version: "1.0",
  description: "Reproduce, mend, prove: no fix without a test that failed before it.",
  settings: { docs_dir: "docs", test_command: null },
  phases: [
    {
      id: "REPRODUCE",
      name: "Reproduce",
      items: [
        {
          id: "reproduce",
          name: "See it fail",
          description: "The shortest way to make the fault appear, in the notes.",
          step_type: "documented",
        },
        {
          id: "failing_test",
          name: "Write a test that fails",
          description: "It fails because of this fault and nothing else.",
          step_type: "required",
        },
        {
          id: "cause",
          name: "Find the cause",
          description: "Why it happens, not only where.",
          step_type: "documented",
        },
      ],
    },
    {
      id: "FIX",
      name: "Mend",
      items: [
        {
          id: "fix",
          name: "Mend the cause",
          description: "The smallest change that takes the cause away.",
          step_type: "required",
        },
        {
          id: "same_fault_elsewhere",
          name: "Look for the same fault elsewhere",
          step_type: "documented",
        },
      ],
    },
    {
      id: "PROVE",
      name: "Prove",
      items: [
        {
          id: "tests_pass",
          name: "Run all tests",
          description: "The new one passes, and so does everything else.",
          step_type: "gate",
          verification: { type: "command", command: "{{test_command}}" },
        },
        {
          id: "changelog_entry",
          name: "Tell users",
          description: "Say in the changelog what did not work and does now.",
          required: false,
        },
      ],
    },
  ],
};

/** A workflow for mending one fault. */
export const BUGFIX_TEMPLATE: Template = {
  name: "bugfix",
  version: "1.0.0",
  text: writeYaml(DEFINITION),
};
