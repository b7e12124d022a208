/** One run of characters of a token. */
export interface TokenPart {
  /** Bits of `CHARACTERS`. */
  readonly characters: number;
  /** The run is at least this long. */
  readonly min: number;
  /**
   * The run is at most this long; a longer one is something else. Only with alphanumeric characters:
   * then nothing inside the run can be a token, and scrubbing twice is scrubbing once.
   */
  readonly max?: number;
  /** So many characters at its beginning, at most `min`, are letters or digits. */
  readonly lead?: number;
}

/** How the secrets of one provider look. */
export interface TokenShape {
  /** What replaces the secret: `[REDACTED:<kind>]`. */
  readonly kind: string;
  /** Where the shape is documented: a URL, or the id of a rule in the default rules of gitleaks. */
  readonly source: string;
  /** What every secret of this shape begins with. */
  readonly prefix: string;
  /** What follows the prefix: runs joined by `.`. */
  readonly parts: readonly TokenPart[];
  /** The prefix is no part of the secret and stays. */
  readonly keepsPrefix?: true;
  /** So many digits stand before the prefix and belong to the secret. */
  readonly digitsBefore?: { readonly min: number; readonly max: number };
  /** A word that the secret may follow without a gap. */
  readonly after?: string;
}
