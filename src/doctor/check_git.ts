import { LAYOUT } from "../repo/layout.ts";
import { isHouseTracked } from "../repo/house_tracked.ts";
import { readRegularText } from "../store/read_file.ts";
import type { DoctorInput, Finding } from "./finding.ts";

/** Whether git sees `.orchestrator/`: then a clone carries it, and `git clean -x` may delete it. */
export function checkGit({ place }: DoctorInput): Promise<readonly Finding[]> {
  if (place.gitDirectory === null) return Promise.resolve([]);
  const tracked = isHouseTracked(place);
  const ignored = readRegularText(`${place.home}/${LAYOUT.gitignore}`)?.trim() === "*";
  const evidence = { tracked, ignored };
  const severity = tracked === true ? "note" : "ok";
  return Promise.resolve([{ id: "git", severity, evidence, session: null, fixable: false }]);
}
