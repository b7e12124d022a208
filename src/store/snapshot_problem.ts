/** What is wrong with a name in an archive. */
export type NameProblem =
  | "empty"
  | "not_text"
  | "not_nfc"
  | "absolute"
  | "dots"
  | "backslash"
  | "colon"
  | "control"
  | "trailing"
  | "device"
  | "long_segment"
  | "long"
  | "deep"
  | "taken";

/** Why a snapshot, or an archive in one, is refused. */
export type SnapshotProblem =
  /** The file does not begin like a snapshot. */
  | { readonly kind: "no_snapshot" }
  /** The file ends before it should. */
  | { readonly kind: "cut" }
  | {
    readonly kind: "header";
    readonly found:
      | "long"
      | "not_canonical"
      | "no_recipient"
      | "many_recipients"
      | "passphrases"
      | "cost";
  }
  /** Header or recipients are not those that were sealed. */
  | { readonly kind: "mac" }
  /** A chunk, counted from 0, is not what was sealed at its place. */
  | { readonly kind: "chunk"; readonly index: number }
  | { readonly kind: "chunk_count" }
  /** The file is encrypted by age, and is damaged or cut off. */
  | { readonly kind: "age" }
  /** The values of secrets in it are not written as they have to be. */
  | { readonly kind: "secrets" }
  /** There is nothing in it. */
  | { readonly kind: "empty" }
  /** A frame of the compressed archive, counted from 0. */
  | {
    readonly kind: "frame";
    readonly index: number;
    readonly found: "cut" | "malformed" | "window" | "large" | "length";
  }
  /** It expands to more than `limit` times its size. */
  | { readonly kind: "expansion"; readonly limit: number }
  | {
    readonly kind: "archive";
    readonly found: "cut" | "checksum" | "not_canonical" | "pax" | "more" | "order";
  }
  /** More than `limit` entries. */
  | { readonly kind: "entries"; readonly limit: number }
  /** Something else than a file or a directory. */
  | { readonly kind: "type"; readonly name: string; readonly type: string }
  | { readonly kind: "name"; readonly name: string; readonly found: NameProblem }
  /** `manifest.json`: where in it, empty for the whole, and what was found there. */
  | { readonly kind: "manifest"; readonly place: string; readonly found: ManifestProblem }
  /** The content of a file is not the one that `SHA256SUMS` names. */
  | { readonly kind: "content"; readonly name: string }
  | { readonly kind: "sums" }
  /** A session in it. */
  | { readonly kind: "session"; readonly session: string; readonly found: SessionProblem };

/** What is wrong with a session in a snapshot. */
export type SessionProblem = "not_listed" | "no_base" | "base" | "log" | "other_end";

/** What is wrong at a place of a manifest, or between it and the archive. */
export type ManifestProblem =
  | "absent"
  | "large"
  | "not_json"
  | "invalid"
  | "not_listed"
  | "not_in_archive"
  | "other_size";
