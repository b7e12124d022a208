import { quoteWord } from "../line/quote_word.ts";
import type { FindingFacts, FindingTexts, FindingWords } from "./finding_words.ts";

/** What is said of what the predecessor left. */
export const LEGACY_FINDINGS: FindingTexts<"legacy"> = { legacy: legacyText };

function legacyText({ finding: { evidence }, value, hint }: FindingFacts): FindingWords {
  const paths = value("paths");
  const migrate = `orchestrator migrate --dry-run${hint.root}`;
  switch (String(evidence["condition"])) {
    case "mixed":
      return {
        message: `The predecessor has a workflow in progress beside sessions of ours: ${paths}`,
        fix: migrate,
      };
    case "active":
      return { message: `The predecessor has a workflow in progress: ${paths}`, fix: migrate };
    case "cut_off":
      return {
        message: `The predecessor was interrupted while it split its feedback: ${paths}`,
        fix: migrate,
      };
    case "leftovers":
      return { message: `Files of the predecessor can be moved: ${paths}`, fix: migrate };
    case "unknown":
      return { message: `Nobody that is known here owns ${paths}`, fix: migrate };
    case "deeper":
      return {
        message: `Below are workflows of the predecessor: ${paths}`,
        fix: `orchestrator migrate --dry-run --root ${quoteWord(String(evidence["first"]))}`,
      };
    default:
      return { message: "Nothing of the predecessor is here", fix: null };
  }
}
