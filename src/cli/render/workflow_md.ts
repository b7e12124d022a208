import type { SessionView } from "../../session/session_view.ts";
import type { LoggedEvent } from "../../workflow/event.ts";
import { blockers, progress } from "../../workflow/inspect.ts";
import { phaseOrder } from "../../workflow/phase_order.ts";
import type { ItemState, ItemStatus, PhaseState } from "../../workflow/state.ts";
import type { Markdown } from "./markdown.ts";
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
export function workflowMarkdown(
  md: Markdown,
  view: SessionView,
  events: readonly LoggedEvent[],
): string {
  const { state } = view.fold;
  return [
    `# Workflow: ${md.line(state.task_description)}`,
    "",
    "## Current State",
    "",
    ...currentState(md, view),
    "",
    "## Blockers",
    "",
    ...blockerLines(md, view),
    "",
    "## Checklist",
    ...phaseOrder(state).flatMap((id) => phaseLines(md, view, state.phases.get(id))),
    "",
    "## Activity Log",
    "",
    ...activityTable(md, events),
    "",
    `Session ${view.id}, workflow ${md.line(state.workflow_id)}`,
    "",
  ].join("\n");
}

function currentState(md: Markdown, view: SessionView): readonly string[] {
  const { fold, condition } = view;
  const { state } = fold;
  const { completed, total } = progress(fold);
  const next = nextCommand(fold, condition.kind === "damaged", { root: "", session: "" });
  return [
    `- Status: ${state.status}`,
    `- Phase: ${md.line(state.current_phase_id)}`,
    `- Progress: ${completed}/${total} items`,
    `- Workflow: ${md.line(state.workflow_type)} ${md.line(state.workflow_version)}`,
    ...(state.project === null ? [] : [`- Project: ${md.line(state.project)}`]),
    `- Started: ${md.line(state.created_at)}`,
    `- Last change: ${md.line(state.updated_at)}`,
    ...state.constraints.map((text) => `- Constraint: ${md.block(text, "  ")}`),
    ...(state.status === "active" ? [`- Next: ${codeSpan(md, next.command)}`] : []),
  ];
}

/** A command of ours; an id in it may be of anybody's making. */
function codeSpan(md: Markdown, command: string): string {
  return command.includes("`") ? md.line(command) : `\`${command}\``;
}

function blockerLines(md: Markdown, { fold }: SessionView): readonly string[] {
  const found = fold.state.status === "active" ? blockers(fold) : [];
  if (found.length === 0) return ["None"];
  return found.map((blocker) =>
    "approval" in blocker
      ? "- Awaiting human approval"
      : `- ${md.line(blocker.item)} (${blocker.status.replace("_", " ")})`
  );
}

function phaseLines(
  md: Markdown,
  view: SessionView,
  phase: PhaseState | undefined,
): readonly string[] {
  if (phase === undefined) return [];
  const definition = view.fold.state.workflow_definition?.phases.find(({ id }) => id === phase.id);
  const names = new Map(definition?.items.map(({ id, name }) => [id, name]));
  const name = definition?.name ?? phase.id;
  return [
    "",
    `### ${md.line(phase.id)} - ${md.line(name)} (${phase.status})`,
    "",
    ...Array.from(
      phase.items.values(),
      (item) => itemLines(md, item, names.get(item.id) ?? item.id),
    ),
  ];
}

function itemLines(md: Markdown, item: ItemState, name: string): string {
  const said = item.status === "skipped" ? item.skip_reason : item.notes;
  const failed = item.status === "failed" ? " (failed)" : "";
  const more = said === null || said === undefined || said.trim() === ""
    ? ""
    : `: ${md.block(said, "  ")}`;
  return `- ${BOXES[item.status]} **${md.line(item.id)}** ${md.line(name)}${failed}${more}`;
}

function activityTable(md: Markdown, events: readonly LoggedEvent[]): readonly string[] {
  if (events.length === 0) return ["Nothing yet"];
  return [
    "| Time | Event | Where | Message |",
    "| --- | --- | --- | --- |",
    ...events.map(({ timestamp, event_type: type, phase_id, item_id, message }) => {
      const place = [phase_id, item_id].filter((id) => id !== null).join("/");
      return `| ${[timestamp, type, place, message].map(md.line).join(" | ")} |`;
    }),
  ];
}
