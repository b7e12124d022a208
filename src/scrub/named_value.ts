import { CHARACTERS } from "./characters.ts";

/** A secret that has no shape of its own and is known by the name before it: `NAME = value`. */
export interface NamedValue {
  /** What replaces the value: `[REDACTED:<kind>]`. */
  readonly kind: string;
  /** Where name and shape are documented. */
  readonly source: string;
  /** Lower-case ends of the names; upper and lower case count as equal. */
  readonly names: readonly string[];
  /** Bits of `CHARACTERS` that the value is made of. */
  readonly characters: number;
  /** The value is at least this long. */
  readonly min: number;
}

/** The named values that are looked for. */
export const NAMED_VALUES: readonly NamedValue[] = [
  {
    kind: "aws-secret-key",
    source: "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html",
    names: ["secret_access_key", "secretaccesskey"],
    characters: CHARACTERS.base64,
    min: 40,
  },
  {
    kind: "aws-session-token",
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html",
    names: ["aws_session_token", "sessiontoken"],
    characters: CHARACTERS.base64,
    min: 100,
  },
  {
    kind: "azure-account-key",
    source: "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string",
    names: ["accountkey", "sharedaccesskey"],
    characters: CHARACTERS.base64,
    min: 40,
  },
];
