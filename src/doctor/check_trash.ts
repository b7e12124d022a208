import { LAYOUT } from "../repo/layout.ts";
import { readInterrupted } from "../session/interrupted.ts";
import { listTrash } from "../session/list_trash.ts";
import type { DoctorInput, Finding } from "./finding.ts";

/** Whether all that is in the trash can be restored. */
export function checkTrash({ place: { home }, operations }: DoctorInput): Promise<
  readonly Finding[]
> {
  const finding = { id: "trash", session: null, fixable: false } as const;
  const entries = listTrash(home, readInterrupted(home, operations));
  const bad = entries.filter(({ record }) => record === null);
  if (bad.length === 0) {
    return Promise.resolve([{ ...finding, severity: "ok", evidence: { entries: entries.length } }]);
  }
  return Promise.resolve(bad.map(({ entry }) => ({
    ...finding,
    severity: "note",
    evidence: { entry, path: `${home}/${LAYOUT.trash}/${entry}` },
  })));
}
