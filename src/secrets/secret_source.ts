import type { Bytes } from "../stream/bytes.ts";

/** Where a secret can come from, in the order in which it is looked for. */
export const SOURCE_IDS = [
  "environment",
  "repository",
  "user",
  "secrets-enc",
  "sops",
  "git-credential",
  "prompt",
] as const;

/** One of {@link SOURCE_IDS}. */
export type SourceId = (typeof SOURCE_IDS)[number];

/** Why a source says nothing about a secret, neither that it has it nor that it has not. */
export type UnusableReason =
  /** It cannot be opened: nothing to open it with is at hand. */
  | "no_password"
  | "wrong_password"
  | "no_key"
  /** The program that it needs is not installed. */
  | "no_program"
  | "program_failed"
  /** It belongs to the repository and nobody has granted it. */
  | "not_granted"
  /** It could make the program ask a service, or run another. */
  | "not_age_only"
  | "unreadable"
  /** Nobody can be asked. */
  | "no_terminal";

/** Whether a source has a secret, told without opening more than is needed to know. */
export type Presence =
  /** `from`: `env:NAME`, or the path of a file, or whom it was asked. */
  | { readonly kind: "here"; readonly from: string }
  | { readonly kind: "absent" }
  /** It has whatever somebody types who is asked. */
  | { readonly kind: "asks" }
  | { readonly kind: "unusable"; readonly why: UnusableReason; readonly detail: string };

/** One place that secrets come from. */
export interface SecretSource {
  readonly id: SourceId;
  has(name: string): Promise<Presence>;
  /** The value, where `has` said that it is here or asks. Throws what keeps it from opening. */
  read(name: string): Promise<Bytes>;
}

/** Whether a source has a secret. */
export interface SourceReport {
  readonly source: SourceId;
  readonly presence: Presence;
}

/** A secret that was found. */
export interface ResolvedSecret {
  readonly name: string;
  readonly source: SourceId;
  readonly from: string;
  readonly value: Bytes;
}
