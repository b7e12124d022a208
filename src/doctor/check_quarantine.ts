import { listQuarantine } from "../session/list_quarantine.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** What was set aside because it could not be read. It is safe there: nothing has to be done. */
export function checkQuarantine({ place: { home } }: DoctorInput): Promise<readonly Finding[]> {
  const entries = listQuarantine(home);
  const [newest] = entries;
  return Promise.resolve([
    found("quarantine", "ok", {
      entries: entries.length,
      newest: newest?.id ?? null,
      reason: newest?.record?.reason ?? null,
    }),
  ]);
}
