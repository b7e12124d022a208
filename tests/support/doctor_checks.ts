import { CHECKS } from "../../src/doctor/checks.ts";

/** What `doctor` says of the place that it runs in: its rights and its room change. */
const OF_THE_PLACE: readonly string[] = ["permissions", "environment", "space"];

/**
 * The words that keep `doctor` to what it says of the state: the same wherever it may look, whatever it
 * may write.
 */
export const STATE_ONLY: readonly string[] = [
  "--only",
  Object.keys(CHECKS).filter((id) => !OF_THE_PLACE.includes(id)).join(","),
];
