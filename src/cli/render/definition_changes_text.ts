import type { DefinitionChange } from "../../workflow/definition_changes.ts";
import type { JsonValue } from "../../workflow/json.ts";
import { cutText } from "../../workflow/limits.ts";
import { escapeLine } from "../escape.ts";

/** Characters of a value that a line shows. */
const SHOWN = 200;

/** Changes of a definition, a line each. */
export function definitionChangeLines(changes: readonly DefinitionChange[]): readonly string[] {
  return changes.map(lineOf);
}

function lineOf(change: DefinitionChange): string {
  switch (change.kind) {
    case "setting":
      return `~ setting ${escapeLine(change.setting)}: ${valueText(change.from)} -> ${
        valueText(change.to)
      }`;
    case "value": {
      const { phase, item, field, from, to } = change;
      return `~ ${nameOf(phase, item)} ${field}: ${valueText(from)} -> ${valueText(to)}`;
    }
    case "added":
      return `+ ${nameOf(change.phase, change.item)}`;
    case "removed":
      return `- ${nameOf(change.phase, change.item)}`;
    case "moved":
      return `~ ${nameOf(change.phase, change.item)}: has moved here`;
  }
}

function nameOf(phase: string | null, item: string | null): string {
  if (phase === null) return "workflow";
  return item === null
    ? `phase ${escapeLine(phase)}`
    : `item ${escapeLine(phase)}/${escapeLine(item)}`;
}

function valueText(value: JsonValue): string {
  if (value === null) return "not set";
  const text = JSON.stringify(value);
  const cut = cutText(text, SHOWN);
  return escapeLine(cut === text ? text : `${cut}…`);
}
