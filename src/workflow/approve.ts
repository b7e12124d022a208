import { fail } from "../store/failure.ts";
import { isApproved } from "./approval.ts";
import type { EventDraft } from "./event.ts";
import type { Fold } from "./fold.ts";
import { itemDraft } from "./item_draft.ts";
import { NOTE_LIMIT, requireLength } from "./limits.ts";
import { phaseOrder } from "./phase_order.ts";
import { requireActive, requireItem } from "./require_item.ts";

/**
 * Approves a manual gate of the current phase, also one that was skipped; `already` if it is
 * completed. Throws `item.not_manual_gate` for an item that is verified in another way.
 */
export function planApproveItem(
  fold: Fold,
  request: { readonly item: string; readonly notes: string | null },
): { readonly events: readonly EventDraft[]; readonly already: boolean } {
  const { item, notes } = request;
  if (notes !== null) requireLength("note", notes, NOTE_LIMIT);
  const { phase, item: state, definition } = requireItem(fold, item);
  if (definition.verification.type !== "manual_gate") throw fail("item.not_manual_gate", { item });
  if (state.status === "completed") return { events: [], already: true };
  requireActive(fold, "approve-item");
  const message = `Approved manual gate: ${item}`;
  const details = { notes, approved: true };
  const event = itemDraft({ phase: phase.id, item }, "item_completed", message, details);
  return { events: [event], already: false };
}

/**
 * Approves the exit of a phase, by default the current one; `already` if it is approved. Throws
 * `phase.not_found`.
 */
export function planApprovePhase(
  fold: Fold,
  request: { readonly phase: string | null },
): { readonly events: readonly EventDraft[]; readonly phase: string; readonly already: boolean } {
  requireActive(fold, "approve");
  const phase = request.phase ?? fold.state.current_phase_id;
  if (!fold.state.phases.has(phase)) {
    throw fail("phase.not_found", { phase, known: phaseOrder(fold.state) });
  }
  if (isApproved(fold.state, phase)) return { events: [], phase, already: true };
  const event: EventDraft = {
    event_type: "human_override",
    phase_id: phase,
    item_id: null,
    message: `Human approved phase: ${phase}`,
    details: {},
  };
  return { events: [event], phase, already: false };
}
