import { freeSpace } from "../store/free_space.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** With less than this the next command may fail. In bytes. */
const TOO_LITTLE = 32_768;

/** With less than this something should be removed soon. In bytes. */
const LITTLE = 67_108_864;

/** Whether there is room on the file system of the home. */
export function checkSpace({ place: { home } }: DoctorInput): Promise<readonly Finding[]> {
  return Promise.resolve([spaceFinding(home, freeSpace(home))]);
}

/** What is found for so many free bytes; null: the system does not tell. */
export function spaceFinding(home: string, free: number | null): Finding {
  if (free === null) return found("space", "not_tried", { why: "system" });
  const severity = free < TOO_LITTLE ? "error" : free < LITTLE ? "note" : "ok";
  return found("space", severity, { home, free });
}
