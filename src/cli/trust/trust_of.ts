import { assertReadable, fileFailure } from "../../config/config_file.ts";
import { dangerousEntries } from "../../config/dangerous_entries.ts";
import { otherRepository } from "../../repo/other_repository.ts";
import type { Place } from "../../repo/place.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { fail } from "../../store/failure.ts";
import { commandList, listLines, type TrustEntry } from "../../trust/command_list.ts";
import { checkGrant, type GrantCheck, readGrants } from "../../trust/grants.ts";
import { type ListChanges, listChanges } from "../../trust/list_changes.ts";
import type { WorkflowDefinition } from "../../workflow/definition.ts";
import type { Fold } from "../../workflow/fold.ts";
import type { Call } from "../call.ts";
import { configurationOf } from "../config/configuration.ts";
import type { Context } from "../context.ts";
import { quoteWord } from "../line/quote_word.ts";

/** What of a workflow and its configuration needs a grant, and whether it has one here. */
export interface TrustOfWorkflow {
  readonly entries: readonly TrustEntry[];
  readonly check: GrantCheck;
}

/** Where the grants of a place are. */
export function grantPlace(context: Context, place: Place): {
  readonly home: string;
  readonly tree: string;
  readonly repository: string | null;
  readonly stateDirectory: string | null;
} {
  return {
    home: place.home,
    tree: place.tree,
    repository: otherRepository(place),
    stateDirectory: userDirectories(context.environment()).state,
  };
}

/** Looks up whether the commands of a session may run in this home. */
export function trustOf(
  call: Call,
  context: Context,
  place: Place,
  fold: Fold,
): Promise<TrustOfWorkflow> {
  return trustOfDefinition(call, context, place, fold.state.workflow_definition);
}

/**
 * The same for a definition. A configuration file that cannot be read is left out: whatever depends on
 * it stops by itself.
 */
export async function trustOfDefinition(
  call: Call,
  context: Context,
  place: Place,
  definition: WorkflowDefinition | null,
): Promise<TrustOfWorkflow> {
  const repository = await configurationOf(call, context, place).repository();
  if (fileFailure(repository) !== null) {
    const { warnOfFile } = await import("../config/config_warnings.ts");
    warnOfFile(context, repository);
  }
  const entries = [
    ...(definition === null ? [] : commandList(definition)),
    ...dangerousEntries(repository),
  ];
  const check = checkGrant({
    ...grantPlace(context, place),
    entries,
    pin: context.env("ORCHESTRATOR_TRUST") || null,
  });
  return { entries, check };
}

/**
 * Throws `trust.not_granted`, `trust.pin_differs` or `trust.state_unsafe` unless the commands of a
 * workflow may run; `config.unreadable` where that cannot be known.
 */
export async function requireTrust(
  call: Call,
  context: Context,
  place: Place,
  fold: Fold,
): Promise<void> {
  assertReadable(await configurationOf(call, context, place).repository());
  const { entries, check } = await trustOf(call, context, place, fold);
  if (check.granted) return;
  if (check.pinDiffers) {
    const wanted = context.env("ORCHESTRATOR_TRUST") ?? "";
    throw fail("trust.pin_differs", { wanted, found: check.hash });
  }
  if (check.unsafe !== null) throw fail("trust.state_unsafe", check.unsafe);
  const { added, removed } = changesSinceGrant(context, place, entries);
  throw fail("trust.not_granted", {
    commands: entries.map(entryText),
    hash: check.hash,
    changes: [...added.map((line) => `+ ${line}`), ...removed.map((line) => `- ${line}`)],
  });
}

/** How a list differs from the one that was granted last here; nothing if none was. */
export function changesSinceGrant(
  context: Context,
  place: Place,
  entries: readonly TrustEntry[],
): ListChanges {
  const [last] = readGrants(grantPlace(context, place));
  if (last === undefined) return { added: [], removed: [] };
  return listChanges(last.lines, listLines(entries));
}

/** An entry of the list in one line: the item, and its words as a shell would take them. */
export function entryText(entry: TrustEntry): string {
  if ("argv" in entry) {
    const secrets = entry.secrets.length === 0 ? "" : ` (gets ${entry.secrets.join(", ")})`;
    return `${entry.id}: ${entry.argv.map(quoteWord).join(" ")}${secrets}`;
  }
  if ("key" in entry) return `setting ${entry.key}: ${JSON.stringify(entry.written)}`;
  return `${entry.id}: ${entry.command} (cannot run: ${entry.problem})`;
}
