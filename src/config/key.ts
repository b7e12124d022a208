/** What a value of a key may be. */
export type KeyType =
  | { readonly kind: "boolean" }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  /** A number of seconds; fractions are allowed. */
  | { readonly kind: "seconds"; readonly min: number; readonly max: number }
  | { readonly kind: "count"; readonly min: number; readonly max: number }
  /** One line; the empty text is the default only and means none. */
  | { readonly kind: "text" }
  /** Words without white space and commas, which separate them in a variable. */
  | { readonly kind: "words" };

/**
 * Where a key may be set: `inert` anywhere, `dangerous` in the repository only with a grant,
 * `user-only` not in the repository.
 */
export type KeyClass = "inert" | "dangerous" | "user-only";

/** What a key can be set to, whatever its type. */
export type AnyValue = boolean | number | string | readonly string[];

/** What somebody wrote for a key: the text of a scalar, the texts of a list, null for anything else. */
export type Written = string | readonly string[] | null;

/** One key of the configuration. */
export interface KeyDefinition {
  readonly type: KeyType;
  readonly default: AnyValue;
  readonly class: KeyClass;
  /** One line. */
  readonly help: string;
  /** The flag that sets it where a command has it, without the dashes. */
  readonly flag?: string;
}
