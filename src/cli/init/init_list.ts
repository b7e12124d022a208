import { templateBrief, TEMPLATES } from "../../workflow/templates.ts";
import type { Output } from "../output.ts";

/** `init --list-templates`: the workflows that come with the program. */
export function listTemplates(): Output {
  const templates = TEMPLATES.map((template) => ({
    name: template.name,
    version: template.version,
    brief: templateBrief(template),
  }));
  const width = Math.max(...templates.map(({ name }) => name.length));
  return {
    json: { templates },
    text: [
      ...templates.map(({ name, version, brief }) => `${name.padEnd(width)}  ${version}  ${brief}`),
      "",
      "Use one with: orchestrator init --template NAME",
      "",
    ].join("\n"),
  };
}
