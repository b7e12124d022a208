/** A source of secrets that could not be asked, and why. */
export interface UnusableSource {
  /** As `secrets sources` names it. */
  readonly source: string;
  /** One word for each reason; `cli` has the sentences. */
  readonly why: string;
  /** A path, a program or what it said. */
  readonly detail: string;
}
