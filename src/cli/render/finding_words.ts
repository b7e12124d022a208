import type { CheckId, Finding } from "../../doctor/finding.ts";
import type { HintFlags } from "../failure_words.ts";

/** What a finding says, and the command that mends it or shows more; null if nothing is to be done. */
export interface FindingWords {
  readonly message: string;
  readonly fix: string | null;
}

/** A finding, and what its words are made of. */
export interface FindingFacts {
  readonly finding: Finding;
  readonly hint: HintFlags;
  /** A fact as one line, escaped; empty where there is none. */
  readonly value: (name: string) => string;
  /** The same as a word for a shell. */
  readonly word: (name: string) => string;
  /** The command that mends it, where `doctor --fix` does. */
  readonly mend: string | null;
}

/** The words of some checks. */
export type FindingTexts<C extends CheckId> = Readonly<
  Record<C, (facts: FindingFacts) => FindingWords>
>;

/** What needs nothing done. */
export function fine(message: string): FindingWords {
  return { message, fix: null };
}
