import { type Finding, found } from "./finding.ts";

/** Writing is tried only where it is asked for: a check reads. */
export function checkProbe(): Promise<readonly Finding[]> {
  return Promise.resolve([found("probe", "not_tried", { why: "not_asked" })]);
}
