import { readInterrupted } from "../session/interrupted.ts";
import { OrchestratorError } from "../store/failure.ts";
import type { DoctorInput, Finding } from "./finding.ts";

/** Whether an operation of several renames was cut off. */
export function checkJournal({ place, operations }: DoctorInput): Promise<readonly Finding[]> {
  return Promise.resolve([look(place.home, operations)]);
}

function look(home: string, operations: DoctorInput["operations"]): Finding {
  const finding = { id: "journal", session: null } as const;
  try {
    const interrupted = readInterrupted(home, operations);
    if (interrupted === null) return { ...finding, severity: "ok", evidence: {}, fixable: false };
    const { operation, committed } = interrupted;
    return { ...finding, severity: "error", evidence: { operation, committed }, fixable: true };
  } catch (error) {
    if (!(error instanceof OrchestratorError) || error.failure.code !== "journal.refused") {
      throw error;
    }
    const evidence = { ...error.failure.facts, refused: true };
    return { ...finding, severity: "error", evidence, fixable: true };
  }
}
