import { readSession } from "../../session/read_session.ts";
import type { WorkflowDefinition } from "../../workflow/definition.ts";
import { chooseIfAny } from "../chosen_session.ts";
import { readableHome } from "../readable_home.ts";
import type { Opener } from "./unlock_vault.ts";

/** The definition of the chosen session; null without a session, or with one that has none. */
export async function declaringDefinition(
  { call, context, place }: Opener,
): Promise<WorkflowDefinition | null> {
  if (place.mark === null) return null;
  const { chosen } = await chooseIfAny(call, context, place);
  if (chosen === null) return null;
  const { fold: { state } } = await readSession(readableHome(place, chosen.id), chosen.id);
  return state.workflow_definition;
}
