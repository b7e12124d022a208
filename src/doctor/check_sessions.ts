import { readInterrupted } from "../session/interrupted.ts";
import { listSessions, type SessionSummary } from "../session/list_sessions.ts";
import { readEvents } from "../session/read_events.ts";
import { sessionHome } from "../session/session_home.ts";
import type { DoctorInput, Finding } from "./finding.ts";

/** Whether the chain of every session is whole, from its first event on. */
export async function checkSessions(
  { place, operations }: DoctorInput,
): Promise<readonly Finding[]> {
  const sessions = await listSessions(place, operations);
  const interrupted = readInterrupted(place.home, operations);
  const findings: Finding[] = [];
  for (const session of sessions) {
    const home = sessionHome(place.home, interrupted, session.id);
    findings.push(await checkSession(home, session));
  }
  return findings;
}

async function checkSession(home: string, session: SessionSummary): Promise<Finding> {
  const finding = { id: "sessions", session: session.id } as const;
  const { condition: summary } = session;
  if (summary.kind === "predecessor") {
    return { ...finding, severity: "note", evidence: { condition: summary.kind }, fixable: false };
  }
  if (summary.kind === "unreadable") {
    const { kind: condition, problem } = summary;
    return { ...finding, severity: "error", evidence: { condition, problem }, fixable: false };
  }
  // The list trusts the cache; here the whole chain is looked at.
  const { events, condition } = await readEvents(home, session.id);
  const seen = summary.kind === "newer" ? summary : condition;
  const { kind, ...facts } = seen;
  const evidence = { condition: kind, events: events.length, ...facts };
  switch (kind) {
    case "sound":
      return { ...finding, severity: "ok", evidence, fixable: false };
    case "torn":
    case "newer":
      return { ...finding, severity: "note", evidence, fixable: false };
    case "damaged":
      return { ...finding, severity: "error", evidence, fixable: true };
  }
}
