import type { FailureCode, Failures } from "../store/failure.ts";
import type { ExitCode } from "./exit_code.ts";

/** A failure in words. */
export interface FailureWords {
  readonly exit: ExitCode;
  /** What could not be done, and why; one line, sentence case, no final period. */
  readonly message: string;
  /** More of why: one line each. Text that is not ours is escaped. */
  readonly details?: readonly string[];
  /** Commands that mend it or show more, the best first. They work as printed. */
  readonly fix: readonly string[];
}

/** What a suggested command needs appended to mean the same repository and session. */
export interface HintFlags {
  /** Empty, or ` --root DIR`. */
  readonly root: string;
  /** Empty, or as `root` followed by ` --session ID`. */
  readonly session: string;
  /** An active session to go on with when the one at hand has ended. */
  readonly active?: string | null;
}

/** Words one kind of failure. */
export type FailureText<C extends FailureCode> = (
  facts: Failures[C],
  hint: HintFlags,
) => FailureWords;

/** The texts of some codes. */
export type FailureTexts<C extends FailureCode> = { readonly [K in C]: FailureText<K> };
