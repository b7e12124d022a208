import type { SessionView } from "../../session/session_view.ts";
import type { LoggedEvent } from "../../workflow/event.ts";
import { blockers, progress } from "../../workflow/inspect.ts";
import { phaseOrder } from "../../workflow/phase_order.ts";
import type { ItemState, ItemStatus, PhaseState } from "../../workflow/state.ts";
import { markdownBlock, markdownLine } from "./markdown.ts";
import { nextCommand } from "./next_command.ts";

/** The predecessor's boxes. */
const BOXES: Readonly<Record<ItemStatus, string>> = {
  completed: "[x]",
  skipped: "[-]",
  in_progress: "[~]",
  failed: "[~]",
  blocked: "[~]",
  pending: "[ ]",
};

/**
 * A session as Markdown: what `generate-md` writes. It depends on the session only, so that the same
 * state gives the same bytes.
 *
 * @param events The last events, oldest first.
 */
export function workflowMarkdown(view: SessionView, events: readonly LoggedEvent[]): string {
  const { state } = view.fold;
  return [
    `# Workflow: ${markdownLine(state.task_description)}`,
    "",
    "## Current State",
    "",
    ...currentState(view),
    "",
    "## Blockers",
    "",
    ...blockerLines(view),
    "",
    "## Checklist",
    ...phaseOrder(state).flatMap((id) => phaseLines(view, state.phases.get(id))),
    "",
    "## Activity Log",
    "",
    ...activityTable(events),
    "",
    `Session ${view.id}, workflow ${markdownLine(state.workflow_id)}`,
    "",
  ].join("\n");
}

function currentState(view: SessionView): readonly string[] {
  const { fold, condition } = view;
  const { state } = fold;
  const { completed, total } = progress(fold);
  const next = nextCommand(fold, condition.kind === "damaged", { root: "", session: "" });
  return [
    `- Status: ${state.status}`,
    `- Phase: ${markdownLine(state.current_phase_id)}`,
    `- Progress: ${completed}/${total} items`,
    `- Workflow: ${markdownLine(state.workflow_type)} ${markdownLine(state.workflow_version)}`,
    ...(state.project === null ? [] : [`- Project: ${markdownLine(state.project)}`]),
    `- Started: ${markdownLine(state.created_at)}`,
    `- Last change: ${markdownLine(state.updated_at)}`,
    ...state.constraints.map((text) => `- Constraint: ${markdownBlock(text, "  ")}`),
    ...(state.status === "active" ? [`- Next: ${codeSpan(next.command)}`] : []),
  ];
}

/** A command of ours; an id in it may be of anybody's making. */
function codeSpan(command: string): string {
  return command.includes("`") ? markdownLine(command) : `\`${command}\``;
}

function blockerLines({ fold }: SessionView): readonly string[] {
  const found = fold.state.status === "active" ? blockers(fold) : [];
  if (found.length === 0) return ["None"];
  return found.map((blocker) =>
    "approval" in blocker
      ? "- Awaiting human approval"
      : `- ${markdownLine(blocker.item)} (${blocker.status.replace("_", " ")})`
  );
}

function phaseLines(view: SessionView, phase: PhaseState | undefined): readonly string[] {
  if (phase === undefined) return [];
  const definition = view.fold.state.workflow_definition?.phases.find(({ id }) => id === phase.id);
  const names = new Map(definition?.items.map(({ id, name }) => [id, name]));
  const name = definition?.name ?? phase.id;
  return [
    "",
    `### ${markdownLine(phase.id)} - ${markdownLine(name)} (${phase.status})`,
    "",
    ...Array.from(phase.items.values(), (item) => itemLines(item, names.get(item.id) ?? item.id)),
  ];
}

function itemLines(item: ItemState, name: string): string {
  const said = item.status === "skipped" ? item.skip_reason : item.notes;
  const failed = item.status === "failed" ? " (failed)" : "";
  const more = said === null || said === undefined || said.trim() === ""
    ? ""
    : `: ${markdownBlock(said, "  ")}`;
  return `- ${BOXES[item.status]} **${markdownLine(item.id)}** ${
    markdownLine(name)
  }${failed}${more}`;
}

function activityTable(events: readonly LoggedEvent[]): readonly string[] {
  if (events.length === 0) return ["Nothing yet"];
  return [
    "| Time | Event | Where | Message |",
    "| --- | --- | --- | --- |",
    ...events.map(({ timestamp, event_type: type, phase_id, item_id, message }) => {
      const place = [phase_id, item_id].filter((id) => id !== null).join("/");
      return `| ${[timestamp, type, place, message].map(markdownLine).join(" | ")} |`;
    }),
  ];
}
