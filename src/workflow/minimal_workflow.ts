import type { Template } from "./default_workflow.ts";
import type { JsonObject } from "./json.ts";
import { writeYaml } from "./write_yaml.ts";

const DEFINITION: JsonObject = {
  name: "Minimal Workflow",
  version: "1.0",
  description: "Plan, do, check: three short phases to start a workflow of your own from.",
  settings: { docs_dir: "docs", test_command: null },
  phases: [
    {
      id: "PLAN",
      name: "Plan",
      items: [
        {
          id: "plan",
          name: "Say what will be done",
          description: "A few sentences in the notes: what changes, and how to tell that it works.",
          step_type: "documented",
        },
      ],
    },
    {
      id: "DO",
      name: "Do it",
      items: [
        {
          id: "change",
          name: "Make the change",
          step_type: "required",
        },
      ],
    },
    {
      id: "CHECK",
      name: "Check it",
      items: [
        {
          id: "tests_pass",
          name: "Run the tests",
          step_type: "gate",
          verification: { type: "command", command: "{{test_command}}" },
        },
      ],
    },
  ],
};

/** A short workflow. */
export const MINIMAL_TEMPLATE: Template = {
  name: "minimal",
  version: "1.0.0",
  text: writeYaml(DEFINITION),
};
