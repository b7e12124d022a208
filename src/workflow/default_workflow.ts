import { BUILD_PHASES } from "./default_phases_build.ts";
import { CLOSE_PHASES } from "./default_phases_close.ts";
import type { JsonObject } from "./json.ts";
import { writeYaml } from "./write_yaml.ts";

/** A workflow that comes with the program. */
export interface Template {
  readonly name: string;
  /** Version of the template, raised with every change of its text. */
  readonly version: string;
  /** The text of a `workflow.yaml`, without template header. */
  readonly text: string;
}

const HEAD: JsonObject = {
  name: "General Development Workflow",
  version: "3.0",
  description: "Plan, build, review, verify, document and learn, one checked step at a time.",
};

const SETTINGS: JsonObject = {
  supervision_mode: "zero_human",
  docs_dir: "docs",
  tests_dir: "tests",
  test_command: null,
  build_command: null,
  smoke_test_command: null,
};

const SETTINGS_COMMENT = `\
# supervision_mode: "supervised" lets a person approve each manual gate, "zero_human" skips them.
# Commands that are null: "start" takes the usual ones of the project that it finds here. Where it
# finds none, the steps that need the command can be skipped with a reason.
`;

const PHASES: JsonObject = { phases: [...BUILD_PHASES, ...CLOSE_PHASES] };

/**
 * The workflow that is used without a `workflow.yaml`, as a value: the same as its text, but ready
 * without the YAML parser.
 */
export const DEFAULT_DEFINITION: JsonObject = { ...HEAD, settings: SETTINGS, ...PHASES };

/**
 * The same as a text, which `init` writes. Ids of phases and items and the kinds of steps are those of
 * the predecessor's default workflow, so that sessions and scripts made for it line up.
 */
export const DEFAULT_TEMPLATE: Template = {
  name: "default",
  version: "1.0.0",
  text: `${writeYaml(HEAD)}\n${SETTINGS_COMMENT}${writeYaml({ settings: SETTINGS })}\n${
    writeYaml(PHASES)
  }`,
};
