import { testBadInput } from "../../support/bad_input.ts";

testBadInput("validate", [
  {
    name: "a file that is not there",
    args: ["validate", "missing.yaml"],
    code: 66,
    error: "definition.not_found",
    says: /"missing\.yaml"/,
  },
  {
    name: "two files",
    args: ["validate", "a.yaml", "b.yaml"],
    code: 2,
    error: "usage",
    says: /"b\.yaml"/,
  },
  {
    name: "a directory",
    args: ["validate", "."],
    code: 66,
    error: "file.unreadable",
    says: /it is a directory/,
  },
  {
    name: "a file that is no YAML",
    arrange: ({ write }) => write("bad.yaml", "phases: [\n"),
    args: ["validate", "-w", "bad.yaml"],
    code: 1,
    error: "definition.invalid",
    says: /bad\.yaml/,
  },
  {
    name: "a step type that does not exist",
    arrange: ({ write }) =>
      write(
        "bad.yaml",
        "name: X\nphases:\n  - id: P\n    name: P\n    items: [{id: a, name: A, step_type: wish}]\n",
      ),
    args: ["validate", "bad.yaml"],
    code: 1,
    error: "definition.invalid",
    says: /step_type/,
  },
]);
