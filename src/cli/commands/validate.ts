import { fail } from "../../store/failure.ts";
import { commandList } from "../../trust/command_list.ts";
import { declaredSecrets } from "../../workflow/declared_secrets.ts";
import type { WorkflowDefinition } from "../../workflow/definition.ts";
import { loadDefinition } from "../../workflow/load_definition.ts";
import { type Call, flagValue } from "../call.ts";
import type { Context } from "../context.ts";
import { findDefinition } from "../definition_source.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { warningText } from "../problem_text.ts";
import { checkProblemText } from "../render/check_problem.ts";

/** `validate [FILE]`: checks a definition. Reads only; problems are a failure. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [positional = null] = call.args;
  const flag = flagValue(call, "workflow");
  if (positional !== null && flag !== null) {
    const problem = 'FILE and "--workflow" exclude each other';
    throw fail("usage", { problem, command: call.entry.path });
  }
  const source = findDefinition(context, placeOf(call, context), positional ?? flag);
  if (source.bundled) throw fail("definition.not_found", { path: "workflow.yaml" });
  const { definition, warnings } = await loadDefinition(source.text, source.name);
  const items = definition.phases.reduce((count, phase) => count + phase.items.length, 0);
  const lines = [...warnings.map(warningText), ...unusable(definition)].map(escapeLine);
  return {
    json: {
      valid: true,
      file: source.name,
      name: definition.name,
      version: definition.version,
      phases: definition.phases.length,
      items,
      secrets: declaredSecrets(definition),
      warnings: lines,
    },
    text: [
      `✓ ${escapeLine(source.name)} is valid`,
      `  Name: ${escapeLine(definition.name)}`,
      `  Version: ${escapeLine(definition.version)}`,
      `  Phases: ${definition.phases.length}`,
      `  Items: ${items}`,
      ...secretLines(definition),
      ...(lines.length === 0
        ? []
        : [`⚠ ${lines.length} ${lines.length === 1 ? "warning" : "warnings"}:`]),
      ...lines.map((line) => `  - ${line}`),
      "",
    ].join("\n"),
  };
}

/** Which secrets it needs, and what for. */
function secretLines(definition: WorkflowDefinition): readonly string[] {
  const secrets = declaredSecrets(definition);
  return secrets.length === 0 ? [] : [`  Secrets: ${secrets.map(({ name }) => name).join(", ")}`];
}

/** What loads but cannot be worked with as it stands; unknown settings are warned of already. */
function unusable(definition: WorkflowDefinition): readonly string[] {
  const commands = commandList(definition).flatMap((entry) =>
    "problem" in entry && entry.problem !== "template.unknown_setting"
      ? [`${entry.id} cannot be checked: ${checkProblemText(entry.problem)}`]
      : []
  );
  return definition.phases.length > 0
    ? commands
    : ["there are no phases: start refuses such a definition"];
}
