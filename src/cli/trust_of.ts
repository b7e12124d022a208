import type { Place } from "../repo/place.ts";
import { userDirectories } from "../repo/user_directories.ts";
import { fail } from "../store/failure.ts";
import { commandList, type TrustEntry } from "../trust/command_list.ts";
import { checkGrant, type GrantCheck } from "../trust/grants.ts";
import type { Fold } from "../workflow/fold.ts";
import type { Context } from "./context.ts";
import { quoteWord } from "./quote_word.ts";

/** The commands of a workflow and whether they may run here. */
export interface TrustOfWorkflow {
  readonly entries: readonly TrustEntry[];
  readonly check: GrantCheck;
}

/** Looks up whether the commands of a workflow may run in this home. */
export function trustOf(context: Context, place: Place, fold: Fold): TrustOfWorkflow {
  const definition = fold.state.workflow_definition;
  const entries = definition === null ? [] : commandList(definition);
  const check = checkGrant({
    home: place.home,
    tree: place.tree,
    entries,
    stateDirectory: userDirectories(context.environment()).state,
    pin: context.env("ORCHESTRATOR_TRUST") || null,
  });
  return { entries, check };
}

/**
 * Throws `trust.not_granted`, `trust.pin_differs` or `trust.state_unsafe` unless the commands of a
 * workflow may run.
 */
export function requireTrust(context: Context, place: Place, fold: Fold): void {
  const { entries, check } = trustOf(context, place, fold);
  if (check.granted) return;
  if (check.pinDiffers) {
    const wanted = context.env("ORCHESTRATOR_TRUST") ?? "";
    throw fail("trust.pin_differs", { wanted, found: check.hash });
  }
  if (check.unsafe !== null) throw fail("trust.state_unsafe", check.unsafe);
  throw fail("trust.not_granted", { commands: entries.map(entryText), hash: check.hash });
}

/** A command of the list in one line: the item, and its words as a shell would take them. */
export function entryText(entry: TrustEntry): string {
  if ("argv" in entry) return `${entry.id}: ${entry.argv.map(quoteWord).join(" ")}`;
  return `${entry.id}: ${entry.command} (cannot run: ${entry.problem})`;
}
