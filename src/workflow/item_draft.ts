import type { EventDraft, EventType } from "./event.ts";
import type { JsonObject } from "./json.ts";

/** Where an event about an item belongs. */
export interface ItemPlace {
  readonly phase: string;
  readonly item: string;
}

/** An event about an item. */
export function itemDraft(
  place: ItemPlace,
  event_type: EventType,
  message: string,
  details: JsonObject,
): EventDraft {
  return {
    event_type,
    phase_id: place.phase,
    item_id: place.item,
    message,
    details,
  };
}
