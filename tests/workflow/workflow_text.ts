import assert from "node:assert/strict";
import { problemText } from "../../src/cli/problem_text.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { loadDefinition } from "../../src/workflow/load_definition.ts";

/** A workflow with one phase whose only item has these further lines. */
export function workflowWithItem(...lines: readonly string[]): string {
  return [
    "name: Sample",
    "phases:",
    "  - id: PLAN",
    "    name: Plan",
    "    items:",
    "      - id: first",
    "        name: First",
    ...lines.map((line) => `        ${line}`),
    "",
  ].join("\n");
}

/** A workflow of `phases` × `items` items, each with a command. */
export function largeWorkflow(phases: number, items: number): string {
  const lines = ["name: Large", "settings: {test_command: make test}", "phases:"];
  for (let phase = 0; phase < phases; phase++) {
    lines.push(`  - id: P${phase}`, "    name: Phase", "    items:");
    for (let item = 0; item < items; item++) {
      lines.push(
        `      - id: item_${phase}_${item}`,
        `        name: "Item ${item}"`,
        "        description: A sentence about what to do",
        "        verification:",
        "          type: command",
        `          command: "{{test_command}}"`,
      );
    }
  }
  return lines.join("\n");
}

/** The worded problems of a text that must not load. */
export async function problemsOf(text: string): Promise<readonly string[]> {
  try {
    await loadDefinition(text, "workflow.yaml");
  } catch (error) {
    assert(error instanceof OrchestratorError, String(error));
    assert(error.failure.code === "definition.invalid");
    assert.equal(error.failure.facts.path, "workflow.yaml");
    return error.failure.facts.problems.map(problemText);
  }
  throw new Error(`loads: ${text.slice(0, 200)}`);
}

/** The code of the expected failure that a call ends in. */
export function failureOf(call: () => unknown): OrchestratorError["failure"] {
  try {
    call();
  } catch (error) {
    assert(error instanceof OrchestratorError, String(error));
    return error.failure;
  }
  throw new Error("nothing was refused");
}
