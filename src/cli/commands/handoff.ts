import type { FoundCheckpoint } from "../../session/read_checkpoints.ts";
import { type Json, scrubJson } from "../../scrub/scrub_json.ts";
import { scrubText } from "../../scrub/scrub_text.ts";
import type { Fold } from "../../workflow/fold.ts";
import { isOpen } from "../../workflow/fold/handler.ts";
import { currentPhase, phaseProgress } from "../../workflow/inspect.ts";
import { requireActive } from "../../workflow/require_item.ts";
import { summaryFacts } from "../../workflow/summary.ts";
import { type Call, flagValue } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { rememberedLines, rememberedOf, shortText, titled } from "../render/context_text.ts";
import { itemCheck, itemCheckText } from "../render/item_check.ts";
import { itemMark } from "../render/item_mark.ts";
import { nextStep } from "../render/next_step.ts";
import { statusJson } from "../render/status_json.ts";
import { knownValuesOf } from "../secrets/known_values.ts";
import { toldWorkflow } from "../told_workflow.ts";

const RULER = "=".repeat(60);

/** `handoff`: a text to give to whoever goes on with the workflow. Prints, and changes nothing. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  const { facts, session, checkpoints, notices } = await toldWorkflow(call, context, place);
  const { hint, legacy, view: { fold } } = facts;
  requireActive(fold, "hand_over");
  const files = commaList(call, "files") ?? newestFiles(fold, checkpoints);
  const constraints = [...fold.state.constraints, ...commaList(call, "constraints") ?? []];
  const criteria = commaList(call, "criteria") ?? [];
  const remembered = rememberedOf(fold, checkpoints);
  const next = nextStep(facts);
  // It is made to be handed to somebody, and what the predecessor wrote nobody has scrubbed.
  const known = await knownValuesOf(call, context, place, "passed")();
  return {
    json: () => {
      const document: object = {
        ...statusJson(facts),
        constraints,
        files,
        criteria,
        phases: summaryFacts(fold).phases,
        ...remembered,
      };
      return scrubJson(document as Json, known) as object;
    },
    text: () =>
      scrubText(
        [
          RULER,
          "HANDOFF PROMPT",
          RULER,
          "You take over a workflow that somebody else has begun. What is below is from",
          "its records; run the commands from the directory of the repository.",
          "",
          `Task: ${escapeLine(fold.state.task_description)}`,
          ...(session === null ? [] : [`Session: ${session}`]),
          ...(legacy === undefined
            ? []
            : [`Legacy: ${escapeLine(legacy.path)} (of the predecessor; migrate it first)`]),
          ...titled("Constraints:", constraints.map((text) => `  - ${escapeLine(text)}`)),
          ...phaseLines(fold),
          ...itemLines(fold),
          ...rememberedLines(remembered),
          ...titled("Relevant Files:", files.map((file) => `  - ${escapeLine(file)}`)),
          ...titled("Acceptance Criteria:", criteria.map((text) => `  - ${escapeLine(text)}`)),
          ...instructionLines(hint.session),
          "",
          `NEXT_ACTION: ${next.command}`,
          RULER,
          "",
        ].join("\n"),
        known,
      ),
    notices,
  };
}

/** The values of a flag that takes several with commas between, as the predecessor had it. */
function commaList(call: Call, name: string): readonly string[] | null {
  const parts = (flagValue(call, name) ?? "").split(",").map((text) => text.trim());
  const texts = parts.filter((text) => text !== "");
  return texts.length === 0 ? null : texts;
}

function newestFiles(fold: Fold, checkpoints: readonly FoundCheckpoint[]): readonly string[] {
  const newest = checkpoints.find(({ checkpoint }) =>
    checkpoint?.workflow_id === fold.state.workflow_id && checkpoint.file_manifest.length > 0
  );
  return newest?.checkpoint?.file_manifest ?? [];
}

function phaseLines(fold: Fold): readonly string[] {
  const { definition } = currentPhase(fold);
  const id = fold.state.current_phase_id;
  const { completed, total } = phaseProgress(fold);
  return [
    "",
    `Current Phase: ${escapeLine(id)} - ${escapeLine(definition?.name ?? id)}`,
    `Progress: ${completed}/${total} items`,
    ...titled(
      "All Phases:",
      summaryFacts(fold).phases.map((phase) =>
        `  ${phase.id === id ? "●" : phase.status === "completed" ? "✓" : "○"} ${
          escapeLine(phase.id)
        } - ${
          escapeLine(phase.name)
        }: ${phase.completed} completed, ${phase.skipped} skipped, ${phase.open} open`
      ),
    ),
  ];
}

function itemLines(fold: Fold): readonly string[] {
  const { state, definition } = currentPhase(fold);
  const defined = new Map(definition?.items.map((item) => [item.id, item]));
  const items = Array.from(state?.items.values() ?? []);
  const lines = items.flatMap((item) => {
    const own = defined.get(item.id);
    const check = isOpen(item) ? itemCheck(fold, own) : null;
    const description = isOpen(item) ? own?.description ?? "" : "";
    return [
      `  ${itemMark(item.status)} [${own?.required ?? true ? "*" : " "}] ${escapeLine(item.id)} — ${
        escapeLine(own?.name ?? item.id)
      }`,
      ...(description === "" ? [] : [`      └─ ${shortText(description)}`]),
      ...(check === null ? [] : [`      └─ ${itemCheckText(check)}`]),
    ];
  });
  return [
    ...titled("Checklist Items:", lines),
    ...(items.some(isOpen) ? [] : ["", "No pending items in current phase."]),
  ];
}

function instructionLines(session: string): readonly string[] {
  return [
    "",
    "Instructions:",
    `  1. Read where the workflow stands: orchestrator status${session}`,
    "  2. Do the work of one item, then run the command of NEXT_ACTION with your notes.",
    "  3. Look at status again and go on until the workflow is finished.",
    `  4. Before you stop or try something risky: orchestrator checkpoint -m "<why>"${session}`,
    "  More: orchestrator help agents",
  ];
}
