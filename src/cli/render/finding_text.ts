import type { CheckId, Finding } from "../../doctor/finding.ts";
import { escapeLine } from "../escape.ts";
import type { HintFlags } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";
import { type FindingTexts, type FindingWords, fine } from "./finding_words.ts";
import { LEGACY_FINDINGS } from "./findings_of_legacy.ts";
import { STATE_FINDINGS } from "./findings_of_state.ts";
import { SURROUNDINGS_FINDINGS } from "./findings_of_surroundings.ts";
import { WORKFLOW_FINDINGS } from "./findings_of_workflow.ts";

const TEXTS: FindingTexts<CheckId> = {
  ...STATE_FINDINGS,
  ...WORKFLOW_FINDINGS,
  ...LEGACY_FINDINGS,
  ...SURROUNDINGS_FINDINGS,
};

/** Words one finding. */
export function findingText(finding: Finding, hint: HintFlags): FindingWords {
  const { id, severity, evidence, fixable } = finding;
  if (severity === "not_tried") return notTriedText(finding, hint);
  const text = (name: string): string => String(evidence[name] ?? "");
  return TEXTS[id]({
    finding,
    hint,
    value: (name) => escapeLine(text(name)),
    word: (name) => quoteWord(text(name)),
    mend: fixable ? `orchestrator doctor --fix${hint.root}` : null,
  });
}

/** Why a check was not tried; nothing is said of what it would have found. */
function notTriedText({ id, evidence }: Finding, hint: HintFlags): FindingWords {
  switch (evidence["why"]) {
    case "not_asked":
      return {
        message: "not tried: writing, syncing and reading back a real event",
        fix: `orchestrator doctor --probe${hint.root}`,
      };
    case "no_house":
      return {
        message: "not tried: writing an event, because nothing has been started here",
        fix: `orchestrator init${hint.root}`,
      };
    case "key":
      return {
        message: "not tried: whether the vault opens, and every secret in it",
        fix: `orchestrator secrets doctor${hint.root}`,
      };
    case "system":
      return fine(`not tried: ${id}, because this system does not tell`);
    default:
      return fine(`not tried: ${id}, because of what is wrong with the ${String(evidence["why"])}`);
  }
}
