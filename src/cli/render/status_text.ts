import type { ItemDefinition } from "../../workflow/definition.ts";
import { blockerText } from "../../workflow/blocker_text.ts";
import type { Fold } from "../../workflow/fold.ts";
import { blockers, currentPhase, nextAction, phaseProgress } from "../../workflow/inspect.ts";
import { markNote } from "../../workflow/notes.ts";
import { nextPhaseId } from "../../workflow/phase_order.ts";
import type { ItemState } from "../../workflow/state.ts";
import { escapeLine } from "../escape.ts";
import { conditionText } from "./condition_text.ts";
import { itemCheck, itemCheckText } from "./item_check.ts";
import { itemMark } from "./item_mark.ts";
import { nextStep } from "./next_step.ts";
import type { StatusFacts } from "./status_facts.ts";

/** Most commands without a grant that the block lists. */
const SHOWN_UNGRANTED = 5;

const RULER = "=".repeat(60);

/**
 * The block that agents read first. Its title, its marks and the line `NEXT_ACTION:` are what they
 * look for; text that is not ours never begins a line.
 */
export function statusText(facts: StatusFacts): string {
  const { fold } = facts.view;
  const active = fold.state.status === "active";
  return [
    RULER,
    "WORKFLOW STATE (READ THIS FIRST)",
    RULER,
    ...headLines(facts),
    ...(active ? phaseLines(fold) : []),
    "",
    `NEXT_ACTION: ${nextStep(facts).command}`,
    RULER,
    "",
  ].join("\n");
}

function headLines(facts: StatusFacts): readonly string[] {
  const { view, definitionChanged, ungranted, conflict, legacy } = facts;
  const { state } = view.fold;
  const { definition } = currentPhase(view.fold);
  const { completed, total } = phaseProgress(view.fold);
  const phase = state.current_phase_id;
  const condition = conditionText(view.condition);
  return [
    `Task: ${escapeLine(state.task_description)}`,
    legacy === undefined
      ? `Session: ${view.id}${ungranted.length === 0 ? "" : " (from elsewhere)"}`
      : `Legacy: ${escapeLine(legacy.path)} (read where it lies)`,
    ...(state.status === "active" ? [] : [`Status: ${state.status}`]),
    `Phase: ${escapeLine(phase)} - ${escapeLine(definition?.name ?? phase)}`,
    `Progress: ${completed}/${total} items`,
    ...(condition === null ? [] : [`⚠ ${condition}`]),
    ...ungrantedLines(ungranted),
    ...(definitionChanged
      ? [
        "⚠ workflow.yaml changed since the workflow started; the session keeps what it started with",
        `  Take it over with: orchestrator workflow reload${facts.hint.session}`,
      ]
      : []),
    ...(conflict === null
      ? []
      : [`⚠ Git has unmerged files (${conflict.conflict_type})`, ...conflict.files.map(indented)]),
    ...section("Constraints:", state.constraints.map((text) => `  - ${escapeLine(text)}`)),
  ];
}

function ungrantedLines(ungranted: readonly string[]): readonly string[] {
  if (ungranted.length === 0) return [];
  const more = ungranted.length - SHOWN_UNGRANTED;
  return [
    "⚠ Its commands are not granted here: orchestrator trust show",
    ...ungranted.slice(0, SHOWN_UNGRANTED).map(indented),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function phaseLines(fold: Fold): readonly string[] {
  const { state, definition } = currentPhase(fold);
  const defined = new Map(definition?.items.map((item) => [item.id, item]));
  const items = Array.from(state?.items.values() ?? []);
  const open = blockers(fold);
  const isLast = nextPhaseId(fold.state) === null;
  const next = nextAction(fold);
  const due = "item" in next ? next.item : null;
  return [
    ...section("Phase Notes:", (definition?.notes ?? []).map((note) => `  ${noteText(note)}`)),
    ...section(
      "Checklist:",
      items.flatMap((item) => itemLines(fold, item, defined.get(item.id), item.id === due)),
    ),
    ...(open.length === 0
      ? ["", `✓ Ready to ${isLast ? "finish the workflow" : "advance to next phase"}`]
      : section("Blockers:", open.map((blocker) => `  - ${escapeLine(blockerText(blocker))}`))),
  ];
}

function itemLines(
  fold: Fold,
  item: ItemState,
  definition: ItemDefinition | undefined,
  due: boolean,
): readonly string[] {
  const required = definition?.required ?? true;
  const name = escapeLine(definition?.name ?? item.id);
  return [
    `  ${itemMark(item.status)} [${required ? "*" : " "}] ${escapeLine(item.id)} — ${name}`,
    ...subLines(fold, item, definition, due).map((line) => `      └─ ${line}`),
  ];
}

function subLines(
  fold: Fold,
  item: ItemState,
  definition: ItemDefinition | undefined,
  due: boolean,
): readonly string[] {
  if (item.status === "completed") return [];
  if (item.status === "skipped") return [`Skipped: ${escapeLine(item.skip_reason ?? "")}`];
  const tries = item.retry_count ?? 0;
  const check = itemCheck(fold, definition);
  // Only the item that is due: all descriptions at once would bury the rest of the block.
  const description = due ? oneLine(definition?.description ?? "") : "";
  return [
    ...(description === "" ? [] : [description]),
    ...(check === null ? [] : [itemCheckText(check)]),
    ...(tries === 0 ? [] : [`Failed: ${tries} ${tries === 1 ? "time" : "times"}`]),
    ...(definition?.notes ?? []).map(noteText),
  ];
}

function noteText(note: string): string {
  const { mark, text } = markNote(note);
  return mark === null ? escapeLine(text) : `${mark} ${escapeLine(text)}`;
}

function oneLine(text: string): string {
  return escapeLine(text.trim().replace(/\s*\n\s*/g, " "));
}

function indented(text: string): string {
  return `  ${escapeLine(text)}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}
