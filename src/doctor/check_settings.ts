import type { SessionView } from "../session/session_view.ts";
import { OrchestratorError } from "../store/failure.ts";
import { resolveCheck } from "../workflow/template.ts";
import { activeSessions } from "./active_sessions.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** Whether the checks of items that are still open have every setting that they name. */
export async function checkSettings(input: DoctorInput): Promise<readonly Finding[]> {
  const sessions = await activeSessions(input);
  const lacking = sessions.flatMap(lackingIn);
  return lacking.length > 0 ? lacking : [found("settings", "ok", { sessions: sessions.length })];
}

function lackingIn({ id: session, fold: { state } }: SessionView): readonly Finding[] {
  const { workflow_definition: definition } = state;
  const items: string[] = [];
  const names = new Set<string>();
  for (const phase of definition?.phases ?? []) {
    for (const item of phase.items) {
      const status = state.phases.get(phase.id)?.items.get(item.id)?.status ?? "pending";
      if (status === "completed" || status === "skipped") continue;
      try {
        resolveCheck(item, definition?.settings ?? {});
      } catch (error) {
        if (!(error instanceof OrchestratorError)) throw error;
        const { code, facts } = error.failure;
        if (code !== "template.unknown_setting") continue;
        items.push(item.id);
        for (const name of facts.names) names.add(name);
      }
    }
  }
  if (items.length === 0) return [];
  const evidence = { names: [...names].join(", "), items: items.join(", "), count: items.length };
  return [found("settings", "note", evidence, session)];
}
