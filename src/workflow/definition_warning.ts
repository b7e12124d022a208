import type { FileLocation } from "../store/file_problem.ts";

/** What a definition says without effect, or will not be able to do. */
export type WarningCause =
  /** A key that no version knows; `near` is a known one that may be meant. */
  | { readonly kind: "unknown_key"; readonly key: string; readonly near: string | null }
  /** `{{name}}` in a path or command without a setting of that name. */
  | { readonly kind: "unknown_setting"; readonly name: string; readonly near: string | null }
  /** A value that is read as if it was not there. */
  | {
    readonly kind: "no_effect";
    readonly key: string;
    readonly found: string;
    readonly choices: readonly string[];
  };

/** One warning about a definition that can be used all the same. */
export interface DefinitionWarning extends FileLocation {
  readonly cause: WarningCause;
}
