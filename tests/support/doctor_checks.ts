import { CHECKS } from "../../src/doctor/checks.ts";

/** What `doctor` says of the rights that it has, which is another thing where it has other rights. */
const OF_RIGHTS: readonly string[] = ["permissions", "environment"];

/**
 * The words that keep `doctor` to what it says of the state: the same wherever it may look, whatever it
 * may write.
 */
export const STATE_ONLY: readonly string[] = [
  "--only",
  Object.keys(CHECKS).filter((id) => !OF_RIGHTS.includes(id)).join(","),
];
