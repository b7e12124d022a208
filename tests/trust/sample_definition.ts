import { definitionFromJson } from "../../src/workflow/definition_json.ts";
import type { WorkflowDefinition } from "../../src/workflow/definition.ts";
import type { JsonObject } from "../../src/workflow/json.ts";

/** A workflow whose items run these commands, one after the other in two phases. */
export function definitionWith(
  commands: Readonly<Record<string, string>>,
  settings: JsonObject = {},
): WorkflowDefinition {
  const items = Object.entries(commands).map(([id, command]) => ({
    id,
    name: id,
    verification: { type: "command", command },
  }));
  const half = Math.ceil(items.length / 2);
  const definition = definitionFromJson({
    name: "Sample",
    version: "1.0",
    phases: [
      {
        id: "PLAN",
        name: "Plan",
        items: [{ id: "think", name: "Think" }, ...items.slice(0, half)],
      },
      { id: "BUILD", name: "Build", items: items.slice(half) },
    ],
    settings,
  });
  if (definition === null) {
    throw new TypeError("The sample is no definition");
  }
  return definition;
}
