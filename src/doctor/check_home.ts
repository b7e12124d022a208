import { HOUSE } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** Whether there is a home in use, where, and what the search for it went by. */
export function checkHome({ place }: DoctorInput): Promise<readonly Finding[]> {
  const { home, tree, mark, boundary, ignoredWeakMark, steps } = place;
  const { exists } = checkedPath(home, HOUSE, "directory");
  const deciding = steps.find(({ path, detail }) => path === home && detail !== null);
  const evidence = {
    home,
    tree,
    exists,
    mark,
    why: deciding?.detail ?? steps.at(-1)?.found ?? null,
    boundary,
    ignored: ignoredWeakMark,
  };
  return Promise.resolve([found("home", exists ? "ok" : "note", evidence)]);
}
