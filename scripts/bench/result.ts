/** The outcome of one row, ready to be printed. */
export interface Result {
  readonly what: string;
  /** What is allowed, in words. */
  readonly gate: string;
  /** What was found, in the unit of the gate. */
  readonly found: string;
  /** Median and minimum of the whole command in milliseconds; null where no command is meant. */
  readonly median: number | null;
  readonly minimum: number | null;
  /** A figure that somebody else measured elsewhere, or an empty text. */
  readonly quoted: string;
  /** Null where there is no gate. */
  readonly holds: boolean | null;
  /** What a first measurement found that did not hold; null if there was one measurement only. */
  readonly first: string | null;
  /** Whether it is one of many rows with the same gate, of which a short table shows the worst. */
  readonly grouped: boolean;
  /** How much of the gate was used: above 1 it does not hold. */
  readonly used: number;
}
