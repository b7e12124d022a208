/** What kind of value was found in a file, in words that fit every format. */
export type FoundType = "string" | "number" | "boolean" | "null" | "list" | "mapping";

/** What is wrong at one place of a file that a user wrote. */
export type ProblemCause =
  /** The file is larger than `limit` bytes. */
  | { readonly kind: "too_large"; readonly limit: number }
  /** The file is not well formed; `detail` is the parser's sentence. */
  | { readonly kind: "syntax"; readonly detail: string }
  /** The file holds more than one document. */
  | { readonly kind: "several_documents" }
  /** The file has no content. */
  | { readonly kind: "empty" }
  /** Aliases that contain themselves, or that stand for more than `limit` values. */
  | { readonly kind: "expansion"; readonly limit: number }
  /** An alias to an anchor that does not stand before it. */
  | { readonly kind: "alias"; readonly name: string }
  /** A merge key whose value is neither a mapping nor a list of mappings. */
  | { readonly kind: "merge" }
  /** More than `limit` collections inside each other. */
  | { readonly kind: "too_deep"; readonly limit: number }
  /** A value that JSON cannot hold, or a key that is itself a collection. */
  | { readonly kind: "not_json"; readonly found: "key" | "number" }
  | { readonly kind: "duplicate_key"; readonly key: string; readonly firstLine: number | null }
  | { readonly kind: "missing" }
  | { readonly kind: "type"; readonly expected: string; readonly found: FoundType }
  | { readonly kind: "choice"; readonly found: string; readonly choices: readonly string[] }
  /** The id of a phase has no upper-case letter, a lower-case one, or an unprintable character. */
  | { readonly kind: "phase_id"; readonly id: string }
  /** The id of an item has something else than letters, digits and underscores. */
  | { readonly kind: "item_id"; readonly id: string }
  /** A secret is named so that no program, or every one, would take it from its environment. */
  | { readonly kind: "secret_name"; readonly name: string }
  /** Two secrets of one item are the same environment variable. */
  | { readonly kind: "same_variable"; readonly variable: string }
  | {
    readonly kind: "duplicate_id";
    readonly what: "phase" | "item";
    readonly id: string;
    readonly first: string;
    readonly firstLine: number | null;
  }
  /** A verification without the text that its type needs. */
  | { readonly kind: "needs"; readonly type: string; readonly field: "path" | "command" }
  /** A path or command with a NUL character in it. */
  | { readonly kind: "nul" }
  /** So many further problems are not listed. */
  | { readonly kind: "more"; readonly count: number };

/** Where something is in a file: a dotted location, and the line and column when they are known. */
export interface FileLocation {
  /** Such as `phases.0.items.2.id`; empty for the whole file. */
  readonly location: string;
  /** From 1. */
  readonly line: number | null;
  /** From 1. */
  readonly column: number | null;
}

/** One thing that is wrong in a file that a user wrote. */
export interface FileProblem extends FileLocation {
  readonly cause: ProblemCause;
}
