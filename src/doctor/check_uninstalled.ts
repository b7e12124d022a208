import { LAYOUT } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import type { DoctorInput, Finding } from "./finding.ts";

/** Whether an `uninstall` was cut off after it had set everything aside. */
export function checkUninstalled({ place: { home } }: DoctorInput): Promise<readonly Finding[]> {
  const { path, exists } = checkedPath(home, LAYOUT.uninstalled, "directory");
  return Promise.resolve([{
    id: "uninstalled",
    severity: exists ? "note" : "ok",
    evidence: { path, exists },
    session: null,
    fixable: false,
  }]);
}
