import { readSession } from "../../session/read_session.ts";
import { record } from "../../session/record.ts";
import type { Place } from "../../repo/place.ts";
import { commandList, listLines } from "../../trust/command_list.ts";
import { type ListChanges, listChanges } from "../../trust/list_changes.ts";
import type { WorkflowDefinition } from "../../workflow/definition.ts";
import type { DefinitionChange } from "../../workflow/definition_changes.ts";
import { planReload } from "../../workflow/reload.ts";
import { requireActive } from "../../workflow/require_item.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import { changeOutput } from "../change_output.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { openSession } from "../open_session.ts";
import type { Output } from "../output.ts";
import { reloadDefinition } from "../reload_definition.ts";
import { definitionChangeLines } from "../render/definition_changes_text.ts";
import { applyTrust, type TrustDecision } from "../trust/start_trust.ts";
import { trustOf, trustOfDefinition } from "../trust/trust_of.ts";

/** `workflow reload [--trust]`: takes over a definition that has changed. */
export async function run(call: Call, context: Context): Promise<Output> {
  const { place, writer, id } = await openSession(call, context);
  const before = await readSession(place.home, id);
  requireActive(before.fold, "reload");
  const known = await writer.knownValues();
  const { request, notes } = await reloadDefinition(call, context, place, before.fold, known);
  const preview = planReload(before.fold, request);
  const commands = commandChanges(before.fold.state.workflow_definition, request.definition);
  const shown = changeLines(preview.changes, commands);
  if (hasFlag(call, "dry-run")) {
    return changeOutput(call, context, place, {
      view: before,
      text: shown.length === 0
        ? `${escapeLine(request.name)} says what the session has already\n`
        : ["Would change:", ...shown, ""].join("\n"),
      json: { result: "dry_run", changes: preview.changes, commands },
      notices: notes,
    });
  }
  const decision = await decisionOf(call, context, place, request.definition);
  let granted: readonly string[] = [];
  let plan = preview;
  const { view, events } = await record(writer, id, (fold) => {
    plan = planReload(fold, request);
    // Before the event: a grant for a definition that is not taken over after all allows nothing new.
    granted = applyTrust(context, place, decision, "workflow reload");
    return plan;
  }, { refreshCache: true, acts: true });
  const trust = await trustOf(call, context, place, view.fold);
  const hint = hintFlags(call).session;
  return changeOutput(call, context, place, {
    view,
    text: events.length === 0
      ? `${escapeLine(request.name)} says what the session has already\n`
      : [
        `✓ Workflow reloaded: ${escapeLine(request.name)}`,
        ...(shown.length === 0 ? ["  It goes the same way as before"] : shown),
        ...(trust.check.granted ? [] : [
          `Its commands may not run yet. Look at them, then grant them: orchestrator trust show${hint}`,
        ]),
        "",
      ].join("\n"),
    json: {
      result: events.length === 0 ? "unchanged" : "reloaded",
      changes: plan.changes,
      commands,
      granted: trust.check.granted,
      hash: trust.check.hash,
    },
    notices: [...notes, ...granted],
  });
}

async function decisionOf(
  call: Call,
  context: Context,
  place: Place,
  definition: WorkflowDefinition,
): Promise<TrustDecision> {
  if (!hasFlag(call, "trust")) return { entries: [], act: "none" };
  const { entries, check } = await trustOfDefinition(call, context, place, definition);
  return { entries, act: check.granted ? "none" : "grant" };
}

function commandChanges(before: WorkflowDefinition | null, after: WorkflowDefinition): ListChanges {
  return listChanges(
    before === null ? [] : listLines(commandList(before)),
    listLines(commandList(after)),
  );
}

function changeLines(
  changes: readonly DefinitionChange[],
  { added, removed }: ListChanges,
): readonly string[] {
  const commands = [
    ...added.map((line) => `    + ${escapeLine(line)}`),
    ...removed.map((line) => `    - ${escapeLine(line)}`),
  ];
  return [
    ...definitionChangeLines(changes).map((line) => `  ${line}`),
    ...(commands.length === 0 ? [] : ["  Commands:", ...commands]),
  ];
}
