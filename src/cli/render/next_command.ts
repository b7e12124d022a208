import { isItemId } from "../../workflow/definition_ids.ts";
import type { Fold } from "../../workflow/fold.ts";
import { type NextAction, nextAction } from "../../workflow/inspect.ts";
import type { HintFlags } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

/** The next step of a workflow as data and as a command line. */
export interface NextCommand {
  readonly kind: NextAction["kind"] | "start" | "switch" | "repair" | "migrate";
  readonly command: string;
}

/**
 * What to run next. It is made of ids of the definition and of flags that the caller gave, never of
 * other text. A damaged log has to be mended before anything else.
 */
export function nextCommand(fold: Fold, damaged: boolean, hint: HintFlags): NextCommand {
  if (damaged) return { kind: "repair", command: `orchestrator doctor --fix${hint.root}` };
  const action = nextAction(fold);
  // A session that somebody made by hand may call an item like a flag, or like an order to an agent.
  if ("item" in action && !isItemId(action.item)) {
    return { kind: action.kind, command: `orchestrator session show${hint.session}` };
  }
  switch (action.kind) {
    case "none":
      // A start beside an active session would be refused.
      if (typeof hint.active === "string") {
        return {
          kind: "switch",
          command: `orchestrator session switch ${hint.active}${hint.root}`,
        };
      }
      return { kind: "start", command: `orchestrator start "<task>"${hint.root}` };
    case "complete":
      return {
        kind: "complete",
        command: `orchestrator complete ${quoteWord(action.item)} --notes "<what you did>"` +
          hint.session,
      };
    case "approve_item":
      return {
        kind: "approve_item",
        command: `orchestrator approve-item ${quoteWord(action.item)}${hint.session}`,
      };
    case "approve":
      return {
        kind: "approve",
        command: `orchestrator approve --phase ${quoteWord(fold.state.current_phase_id)}` +
          hint.session,
      };
    default:
      return { kind: action.kind, command: `orchestrator ${action.kind}${hint.session}` };
  }
}
