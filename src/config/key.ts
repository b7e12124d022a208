/** What a value of a key may be. */
export type KeyType =
  | { readonly kind: "boolean" }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  /** A number of seconds; fractions are allowed. */
  | { readonly kind: "seconds"; readonly min: number; readonly max: number };

/**
 * Where a key may be set: `inert` anywhere, `dangerous` in the repository only with a grant,
 * `user-only` not in the repository.
 */
export type KeyClass = "inert" | "dangerous" | "user-only";

/** One key of the configuration. */
export interface KeyDefinition {
  readonly type: KeyType;
  readonly default: boolean | number | string;
  readonly class: KeyClass;
  /** One line. */
  readonly help: string;
}
