import type { Condition } from "../../session/session_view.ts";
import { escapeLine } from "../escape.ts";

const DAMAGE: Readonly<Record<Extract<Condition, { kind: "damaged" }>["problem"], string>> = {
  not_json: "it is not JSON",
  not_an_event: "it is no event",
  wrong_sequence: "its number does not follow",
  wrong_chain: "it does not follow from the line before",
  broken_group: "its group is not whole",
  unsealed: "another program wrote it",
  lost_events: "events that counted are missing",
};

/** What is wrong with a log, in one line; null if nothing is. */
export function conditionText(condition: Condition): string | null {
  switch (condition.kind) {
    case "sound":
      return null;
    case "torn":
      return `The last ${condition.bytes} bytes of the log never counted; ` +
        "the next change sets them aside";
    case "damaged":
      return `The log is damaged at line ${condition.line}: ${DAMAGE[condition.problem]}; ` +
        "mend it with: orchestrator doctor --fix";
    case "newer":
      return `A newer version wrote ${escapeLine(condition.what)}; here it is read-only`;
  }
}
