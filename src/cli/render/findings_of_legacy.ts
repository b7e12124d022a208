import { quoteWord } from "../line/quote_word.ts";
import type { FindingFacts, FindingTexts, FindingWords } from "./finding_words.ts";

/** What is said of what the predecessor left. */
export const LEGACY_FINDINGS: FindingTexts<"legacy"> = { legacy: legacyText };

function legacyText({ finding: { evidence }, value, hint }: FindingFacts): FindingWords {
  const paths = value("paths");
  const { tree = null } = evidence;
  const where = tree === null ? "" : " in this worktree";
  const fix = tree === null
    ? `orchestrator migrate --dry-run${hint.root}`
    : importLine(String(tree), hint.root);
  switch (String(evidence["condition"])) {
    case "mixed":
      return {
        message:
          `The predecessor has a workflow in progress${where} beside sessions of ours: ${paths}`,
        fix,
      };
    case "active":
      return { message: `The predecessor has a workflow in progress${where}: ${paths}`, fix };
    case "cut_off":
      return {
        message: `The predecessor was interrupted while it split its feedback: ${paths}`,
        fix,
      };
    case "leftovers":
      return tree === null
        ? { message: `Files of the predecessor can be moved: ${paths}`, fix }
        : { message: `Files of the predecessor${where} can be taken over: ${paths}`, fix };
    case "unknown":
      return {
        message: `Nobody that is known here owns ${paths}${where}`,
        fix: tree === null ? fix : null,
      };
    case "deeper": {
      const first = String(evidence["first"]);
      return {
        message: `Below${where} are workflows of the predecessor: ${paths}`,
        fix: tree === null
          ? `orchestrator migrate --dry-run --root ${quoteWord(first)}`
          : importLine(first, hint.root),
      };
    }
    default:
      return { message: "Nothing of the predecessor is here", fix: null };
  }
}

/** What takes over copies of what lies in a directory that is not the home. */
function importLine(directory: string, root: string): string {
  return `orchestrator import-legacy ${quoteWord(directory)}${root}`;
}
