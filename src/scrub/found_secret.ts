/** A secret in a text. */
export interface FoundSecret {
  /** What replaces it: `[REDACTED:<kind>]`. */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}
