import { HOUSE } from "../../repo/layout.ts";
import { quoteWord } from "../line/quote_word.ts";
import { planTree, type UninstallPlan } from "./uninstall_plan.ts";

/**
 * What has to be said in a linked worktree, whose home is the main checkout: that everybody's sessions
 * go, and what `init` has made in the main checkout itself, which stays until somebody stands there.
 */
export function mainCheckoutNotes({ place, house }: UninstallPlan): readonly string[] {
  const { home, tree, gitCommonDirectory } = place;
  if (home === tree) return [];
  const main = { ...place, tree: home, boundary: home, gitDirectory: gitCommonDirectory };
  const { workflow, agents } = planTree(main);
  const isOurs = workflow.does === "remove" || workflow.does === "restore" ||
    agents.some(({ does }) => does === "change");
  return [
    ...(house.exists
      ? [`note: all linked worktrees share ${HOUSE}/ of the main checkout, and its sessions`]
      : []),
    ...(isOurs
      ? [
        "note: what init has made in the main checkout stays: " +
        `orchestrator uninstall --no-export --root ${quoteWord(home)}`,
      ]
      : []),
  ];
}
