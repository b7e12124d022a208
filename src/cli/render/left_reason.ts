import type { LeftReason } from "../../migrate/plan_type.ts";

/** Why a file of the predecessor stays where it is: what follows its path in a sentence. */
export const LEFT_REASONS: Readonly<Record<LeftReason, string>> = {
  in_use: "is read where it lies",
  user: "is yours",
  claude: "is Claude's",
  other_feature: "belongs to a feature that is not here",
  unknown: "is not known; --include-custom takes it along",
  secret: "is a secret and stays where its readers look for it",
  ignored: "is ignored",
  problem: "see the problems",
  conflict: "the contained file wins",
};
