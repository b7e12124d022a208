import { currentBranch } from "../../git/branch.ts";
import { detectActor } from "../../repo/actor.ts";
import type { SessionView } from "../../session/session_view.ts";
import { startSession } from "../../session/start_session.ts";
import { fail } from "../../store/failure.ts";
import type { JsonValue } from "../../workflow/json.ts";
import { CONSTRAINT_LIMIT, requireLength } from "../../workflow/limits.ts";
import { type Call, flagList, flagValue, hasFlag } from "../call.ts";
import { changeOutput } from "../change_output.ts";
import type { Context } from "../context.ts";
import type { DefinitionSource } from "../definition_source.ts";
import { escapeLine } from "../escape.ts";
import { checkIdentity, makeHouse } from "../house.ts";
import { guardLegacy, mentionLeftovers } from "../migration/guard_legacy.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { recordableDefinition } from "../recordable_definition.ts";
import { startDefinition } from "../start_definition.ts";
import { startSecrets } from "../secrets/start_secrets.ts";
import { applyTrust, decideTrust } from "../trust/start_trust.ts";
import { writerOf } from "../writer.ts";

/** `start TASK`: validates everything, then stores the grant, then publishes the session. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [task = ""] = call.args;
  if (task.trim() === "") {
    throw fail("usage", { problem: "the task is empty", command: call.entry.path });
  }
  const constraints = flagList(call, "constraints");
  for (const text of constraints) requireLength("constraint", text, CONSTRAINT_LIMIT);
  const place = placeOf(call, context);
  const writer = writerOf(call, context, place);
  await guardLegacy(call, context, writer);
  const { definition: written, source, notes } = await startDefinition(call, context, place);
  const { definition, notes: taken } = recordableDefinition(written, await writer.knownValues());
  const identity = await checkIdentity(context, place);
  const secrets = await startSecrets(call, context, place, definition);
  const trust = await decideTrust(call, context, place, definition);
  await makeHouse(writer, identity);
  let granted: readonly string[] = [];
  const { kind, view } = await startSession(writer, {
    definition,
    task,
    project: flagValue(call, "project"),
    constraints,
    metadata: metadataOf(source),
    branch: currentBranch(place),
    agent: agentOf(context),
    parallel: hasFlag(call, "parallel"),
    another: hasFlag(call, "new"),
    beforePublishing: () => {
      granted = applyTrust(context, place, trust);
    },
  });
  await mentionLeftovers(call, context, place, view.id);
  if (kind === "continuing") {
    return changeOutput(call, context, place, {
      view,
      text: `continuing ${view.id}\n`,
      json: { result: "continuing", workflow_id: view.fold.state.workflow_id },
    });
  }
  if (hasFlag(call, "parallel")) call.hint.session = view.id;
  return changeOutput(call, context, place, {
    view,
    text: startedText(view),
    json: {
      result: "started",
      workflow_id: view.fold.state.workflow_id,
      missing_secrets: secrets.missing,
    },
    notices: [...notes, ...taken, ...secrets.notes, ...granted],
  });
}

function startedText({ id, fold: { state } }: SessionView): string {
  const test = state.workflow_definition?.settings["test_command"];
  return [
    `✓ Workflow started: ${state.workflow_id}`,
    `  Session: ${id}`,
    `  Task: ${escapeLine(state.task_description)}`,
    `  Phase: ${escapeLine(state.current_phase_id)}`,
    ...(state.constraints.length === 0 ? [] : [`  Constraints: ${state.constraints.length}`]),
    ...(typeof test === "string" ? [`  Test command: ${escapeLine(test)}`] : []),
    "",
  ].join("\n");
}

/** The predecessor's keys; a file outside of the tree means nothing on another machine. */
function metadataOf({ origin }: DefinitionSource): ReadonlyMap<string, JsonValue> {
  return new Map(
    origin === null ? [] : [
      ["workflow_yaml_path", origin.path],
      ["workflow_yaml_checksum", origin.checksum],
    ],
  );
}

function agentOf(context: Context): string | null {
  const { actor, evidence, name } = detectActor({
    env: context.environment(),
    stdinTerminal: context.stdinIsTerminal(),
    stdoutTerminal: context.stdoutIsTerminal(),
  });
  return actor === "agent" ? name ?? evidence : null;
}
