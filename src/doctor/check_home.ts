import { HOUSE } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import type { DoctorInput, Finding } from "./finding.ts";

/** Whether there is a home in use, and where. */
export function checkHome({ place }: DoctorInput): Promise<readonly Finding[]> {
  const { exists } = checkedPath(place.home, HOUSE, "directory");
  return Promise.resolve([{
    id: "home",
    severity: exists ? "ok" : "note",
    evidence: { home: place.home, tree: place.tree, exists },
    session: null,
    fixable: false,
  }]);
}
