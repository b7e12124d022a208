import { activeInTree, activeLegacy } from "../../migrate/active_legacy.ts";
import { leftoverNames } from "../../migrate/find_legacy.ts";
import { knownWorkflows } from "../../migrate/known_workflows.ts";
import type { LegacyTraces } from "../../migrate/legacy_traces.ts";
import { joinPath } from "../../process/path.ts";
import type { Place } from "../../repo/place.ts";
import { settleInterrupted } from "../../session/interrupted.ts";
import { isFirstTime } from "../../session/once_notices.ts";
import type { Writer } from "../../session/writer.ts";
import { fail } from "../../store/failure.ts";
import { autoMigrate, wantsAutoMigration } from "./auto_migrate.ts";
import { type Call, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { OPERATIONS } from "../operations.ts";

/** Names that a notice spells out. */
const NAMED = 3;

/**
 * Decides what becomes of a command that changes a workflow while one of the predecessor is active: it
 * stops, unless the user wants it to migrate first.
 *
 * @throws `legacy.active`, and what a migration throws
 */
export async function settleLegacy(call: Call, context: Context, writer: Writer): Promise<void> {
  const { place } = writer;
  // A migration that was cut off may have published its sessions and not yet moved the originals.
  await settleInterrupted(writer);
  const workflow = await activeLegacy(place, OPERATIONS);
  if (workflow === null) return await requireTreeFree(place);
  if (await wantsAutoMigration(call, context, place)) {
    return await autoMigrate(call, context, writer);
  }
  const { path, legacy: { state } } = workflow;
  throw fail("legacy.active", {
    path,
    workflow: state.workflow_id,
    task: state.task_description,
    tree: null,
  });
}

/** Stops where a linked worktree has an active workflow of its own that no session here holds yet. */
async function requireTreeFree({ home, tree, worktree }: Place): Promise<void> {
  const workflow = worktree === null ? null : activeInTree(tree);
  if (workflow === null) return;
  const { workflow_id, task_description: task } = workflow.legacy.state;
  if ((await knownWorkflows(home)).has(workflow_id)) return;
  const path = joinPath(tree, workflow.path);
  throw fail("legacy.active", { path, workflow: workflow_id, task, tree });
}

/** The notice about files of the predecessor that a finished workflow or an old migration left. */
export function mentionTraces(
  call: Call,
  context: Context,
  { home }: Place,
  session: string,
  traces: LegacyTraces,
): void {
  const names = leftoverNames(home, traces);
  if (names.length === 0 || !isFirstTime(home, session, "legacy-files")) return;
  const shown = names.slice(0, NAMED).map(escapeLine).join(", ");
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  const { root } = hintFlags(call);
  context.err(
    `note: files of the predecessor are here (${shown}${more}); ` +
      `orchestrator migrate${root} moves them into .orchestrator/\n`,
  );
}
