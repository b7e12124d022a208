import { reportSources } from "../../secrets/resolve_secret.ts";
import type { SourceReport } from "../../secrets/secret_source.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { secretSources } from "../secrets/resolve.ts";
import { secretArgument } from "../secrets/secret_argument.ts";
import { sourceText, unusableText } from "../secrets/source_words.ts";

/** `secrets source NAME`: which source a secret comes from, and what the others say. */
export async function run(call: Call, context: Context): Promise<Output> {
  const name = secretArgument(call);
  const opener = { call, context, place: placeOf(call, context) };
  const reports = await reportSources(name, secretSources(opener));
  const winner = reports.find(({ presence }) => presence.kind === "here") ?? null;
  const isAsked = reports.some(({ presence }) => presence.kind === "asks");
  const none = isAsked ? "(not found, so it is asked for here)" : "(not found)";
  return {
    json: {
      name,
      source: winner?.source ?? null,
      from: winner?.presence.kind === "here" ? winner.presence.from : null,
      sources: reports.map(({ source, presence }) => ({ source, ...presence })),
    },
    text: [
      `${name}: ${winner?.source ?? none}`,
      ...reports.map((report) => `  ${report === winner ? "*" : " "} ${lineOf(report)}`),
      "",
    ].join("\n"),
    exit: winner === null ? EXIT.refused : EXIT.done,
  };
}

function lineOf({ source, presence }: SourceReport): string {
  switch (presence.kind) {
    case "here":
      return `${sourceText(source)}: ${escapeLine(presence.from)}`;
    case "absent":
      return `${sourceText(source)}: has none of this name`;
    case "asks":
      return `${sourceText(source)}: asks you for it, where it is needed`;
    case "unusable":
      return unusableText({ source, ...presence });
  }
}
