import type { ItemDefinition } from "./definition.ts";

/**
 * Makes the flags of an item agree with each other: steps of type `gate` and `required` are required
 * and not skippable, and a manual gate without skip conditions is not skippable.
 */
export function normaliseItem(item: ItemDefinition): ItemDefinition {
  const binding = item.step_type === "gate" || item.step_type === "required";
  const required = item.required || binding;
  const skippable = item.skippable && !binding &&
    !(item.verification.type === "manual_gate" && item.skip_conditions.length === 0);
  if (required === item.required && skippable === item.skippable) return item;
  return { ...item, required, skippable };
}
