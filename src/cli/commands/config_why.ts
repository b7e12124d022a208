import { expectedValue } from "../../config/expected_value.ts";
import { keyDefinition } from "../../config/keys.ts";
import { winnerOf } from "../../config/resolve_key.ts";
import { variableName } from "../../config/variable_name.ts";
import { writtenText } from "../../config/written_text.ts";
import type { Call } from "../call.ts";
import { candidateJson, fateText } from "../config/config_candidate.ts";
import { requireKey } from "../config/config_target.ts";
import { configView } from "../config/config_view.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { CLASS_TEXTS, valueText } from "../render/key_text.ts";

/** `config why KEY`: its value, and what every layer says. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [name = ""] = call.args;
  const key = requireKey(name);
  const { type, class: keyClass, help, default: fallback, flag } = keyDefinition(key);
  const view = await configView(call, context, placeOf(call, context));
  const candidates = view.candidates(key);
  const winner = winnerOf(candidates);
  const variable = variableName(key);
  return {
    json: {
      key,
      value: winner.value,
      origin: winner.origin,
      layer: winner.layer,
      help,
      type: type.kind,
      expected: expectedValue(type),
      class: keyClass,
      default: fallback,
      variable,
      flag: flag ?? null,
      candidates: candidates.map(candidateJson),
    },
    text: [
      `${key} = ${escapeLine(valueText(winner.value))}`,
      `  ${help}`,
      `  It is ${expectedValue(type)}; ${CLASS_TEXTS[keyClass]}`,
      "",
      "From the first layer that has it:",
      ...(flag === undefined ? [] : [`  1. flag: --${flag}, where a command has it`]),
      ...layerLines(`environment: ${variable}`, "environment"),
      ...layerLines(`repository: ${escapeLine(view.repository.path ?? "-")}`, "repository"),
      ...layerLines(`user: ${escapeLine(view.user.path ?? "-")}`, "user"),
      ...layerLines(`default: ${escapeLine(writtenText(fallback))}`, "default"),
      "",
    ].join("\n"),
  };

  function layerLines(title: string, layer: string): readonly string[] {
    const found = candidates.find((candidate) => candidate.layer === layer);
    return [`  ${title}`, `     ${found === undefined ? "not set" : fateText(found)}`];
  }
}
