import type { FlagEntry } from "../command_syntax.ts";

/** Where the secret keys of age are that open a vault or a snapshot. */
export const IDENTITY_FLAG: FlagEntry = {
  name: "identity",
  short: "i",
  kind: "value",
  placeholder: "F",
  brief: "a file with secret keys: AGE-SECRET-KEY-1…",
};

/** Where a passphrase comes from, to seal with it as to open with it. */
export const PASSPHRASE_FLAGS: readonly FlagEntry[] = [
  {
    name: "passphrase-file",
    kind: "value",
    placeholder: "F",
    brief: "take the passphrase from a file",
  },
  {
    name: "passphrase-fd",
    kind: "value",
    placeholder: "N",
    brief: "take the passphrase from an open descriptor",
  },
];
