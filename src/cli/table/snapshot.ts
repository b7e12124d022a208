import type { CommandEntry } from "../command_entry.ts";
import type { FlagEntry } from "../command_syntax.ts";
import { IDENTITY_FLAG, PASSPHRASE_FLAGS } from "./key_flags.ts";

const READS = { reads: true } as const;
const WRITES_FILE = { reads: true, output: "the file named" } as const;

const FILE = { name: "FILE", brief: "a snapshot; - is stdin" } as const;

/** Where a passphrase or a key comes from, to seal with it as to open with it. */
const KEY_FLAGS: readonly FlagEntry[] = [
  ...PASSPHRASE_FLAGS,
  {
    name: "key-file",
    kind: "value",
    placeholder: "F",
    brief: "a file with 32 random bytes, or their base64url",
  },
];

/** What a snapshot is opened with. */
const OPEN_FLAGS: readonly FlagEntry[] = [
  IDENTITY_FLAG,
  ...KEY_FLAGS,
];

const OPENING =
  "Opened with what the flags name, else with the passphrase in ORCHESTRATOR_PASSPHRASE or the files in snapshot.identity and snapshot.key_file of the user's configuration; on a terminal the passphrase is asked for.";

/** The commands that carry the state out of a machine and into the next. */
export const SNAPSHOT_COMMANDS: readonly CommandEntry[] = [
  {
    path: "snapshot export",
    brief: "pack the state into one encrypted file",
    details: [
      "Writes all sessions, or those that --only names, to FILE, by default <repository>-<UTC time>.orcsnap in the working directory; - is stdout. An existing file is never replaced, and FILE appears only when it is complete. Other processes may go on working meanwhile.",
      "Encrypted for all that --to, --key-file and the passphrase flags name, each of which opens it alone; else with the passphrase in ORCHESTRATOR_PASSPHRASE, else for snapshot.recipients and snapshot.key_file of the user's configuration; on a terminal a passphrase is asked for.",
      "Before anything is written all of it is looked through: with something in it that looks like a secret of a known provider, or is the value of a secret in a vault that opens without a passphrase, the export is refused, and file and line are named. session redact takes secrets out of a session. Values that only may be secret, because they look random and stand behind a name such as password, hinder nothing: one warning says where they are, as far as they are in the first 64 MiB.",
      "Not in it: caches, locks, the trash, grants, and without --with-secrets the vault. With it the values in the vault are packed, for which it is opened; then the snapshot must be encrypted.",
      "snapshot.auto_export of the user's configuration writes one by itself, into snapshot.auto_export_directory, after finish, after advance too, or after every so many events too. Each has a name of its own, and none is ever removed.",
    ],
    positionals: [{ name: "FILE", brief: "where to write it; - is stdout", optional: true }],
    flags: [
      {
        name: "only",
        kind: "list",
        placeholder: "ID",
        brief: "only this session; may be given several times",
      },
      {
        name: "to",
        kind: "list",
        placeholder: "RECIPIENT",
        brief: "a public key: age1…; may be given several times",
      },
      ...KEY_FLAGS,
      {
        name: "format",
        kind: "value",
        placeholder: "FORMAT",
        brief: "orcsnap, or age: the .tar.zst that age -d gives",
        completes: ["orcsnap", "age"],
      },
      { name: "no-encrypt", kind: "switch", brief: "write a plain .tar.zst" },
      {
        name: "allow-known-secrets",
        kind: "switch",
        brief: "even with secrets in what is packed",
      },
      {
        name: "with-secrets",
        kind: "switch",
        brief: "with the values in the vault of this repository",
      },
      { name: "with-backups", kind: "switch", brief: "with the originals of migrations" },
      { name: "with-private", kind: "switch", brief: "with feedback about the process" },
    ],
    effect: WRITES_FILE,
    examples: [
      ["orchestrator snapshot export --to age1…", "for the owner of a key"],
      ["orchestrator snapshot export state.orcsnap --passphrase-file F", "with a passphrase"],
      ["orchestrator snapshot export - --no-encrypt", "a plain archive on stdout"],
      ["orchestrator config set snapshot.auto_export finish --user", "one by itself at the end"],
    ],
    load: () => import("../commands/snapshot_export.ts"),
  },
  {
    path: "snapshot import",
    brief: "take over the sessions in a snapshot",
    details: [
      "Everything is read and checked before anything is taken over, and then all of it is, or nothing. A session that is not here is added. One that is here gets what has happened since; where both went on, the other is kept beside it under a new id. Importing twice changes nothing.",
      "Also added: templates and requirements (prd/) that are not here; what is here stays. The session that was current becomes the current one where there is none. Configuration is left out without --with-config, and secrets without --with-secrets; neither replaces yours. A vault that does not open stops the import before anything is taken over. Where there is no vault, one is made for the secrets: it opens with your key file, and with a passphrase too if one is given: ORCHESTRATOR_VAULT_PASSPHRASE, or that of the snapshot.",
      "Who made a snapshot is not proved, so its commands may not run until trust grant, or with --trust, which lists them.",
      OPENING,
    ],
    positionals: [FILE],
    flags: [
      ...OPEN_FLAGS,
      {
        name: "only",
        kind: "list",
        placeholder: "ID",
        brief: "of the sessions only this one; may be given several times",
      },
      { name: "dry-run", kind: "switch", brief: "say what would be done, and do nothing" },
      { name: "adopt", kind: "switch", brief: "also from a snapshot of another repository" },
      { name: "with-config", kind: "switch", brief: "with config.yaml, where there is none" },
      {
        name: "with-secrets",
        kind: "switch",
        brief: "with its secrets, sealed anew in the vault here",
      },
      { name: "trust", kind: "switch", brief: "list the commands, and let them run here" },
    ],
    effect: { writes: ["with --trust, your state directory: files that hold grants"] },
    examples: [
      ["orchestrator snapshot import state.orcsnap -i key.txt", "with a secret key"],
      ["orchestrator snapshot import - --passphrase-file F", "from stdin, with a passphrase"],
      ["orchestrator snapshot import state.orcsnap --dry-run", "what would come"],
    ],
    load: () => import("../commands/snapshot_import.ts"),
  },
  {
    path: "snapshot inspect",
    brief: "show what a snapshot is, and with a key what is in it",
    details: [
      "Without a key only the header is shown: for which kinds of keys it is sealed. Nobody is asked for a passphrase.",
      "With one, which repository and sessions are in it. Only the beginning is read: verify reads all of it.",
    ],
    positionals: [FILE],
    flags: OPEN_FLAGS,
    effect: READS,
    examples: [["orchestrator snapshot inspect state.orcsnap", "what the header shows"]],
    load: () => import("../commands/snapshot_inspect.ts"),
  },
  {
    path: "snapshot verify",
    brief: "read all of a snapshot and compare it with its sums",
    details: [OPENING, "Who made a snapshot is not proved: anyone who has your public key can."],
    positionals: [FILE],
    flags: OPEN_FLAGS,
    effect: READS,
    examples: [["orchestrator snapshot verify state.orcsnap -i key.txt", "with a secret key"]],
    load: () => import("../commands/snapshot_verify.ts"),
  },
  {
    path: "snapshot decrypt",
    brief: "write the tar in a snapshot",
    details: [
      "Reads the snapshot twice: nothing is written before all of it has been verified. What comes on stdin is kept encrypted in a temporary file until then.",
      OPENING,
    ],
    positionals: [
      FILE,
      {
        name: "OUT",
        brief: "where to write it; by default FILE with .tar; - is stdout",
        optional: true,
      },
    ],
    flags: [
      ...OPEN_FLAGS,
      { name: "stream", kind: "switch", brief: "write while reading, before the end is verified" },
    ],
    effect: WRITES_FILE,
    examples: [
      ["orchestrator snapshot decrypt state.orcsnap -", "the tar on stdout"],
    ],
    load: () => import("../commands/snapshot_decrypt.ts"),
  },
  {
    path: "snapshot keygen",
    brief: "make a key pair to seal snapshots for",
    details: [
      "Writes the secret key to FILE, which only you can read, by default identity.txt in the user's configuration, and prints the public key. An existing file is never replaced. The keys are those of age.",
    ],
    positionals: [{ name: "FILE", brief: "where to write the secret key", optional: true }],
    flags: [],
    effect: WRITES_FILE,
    examples: [["orchestrator snapshot keygen key.txt", "a key pair in the working directory"]],
    load: () => import("../commands/snapshot_keygen.ts"),
  },
  {
    path: "snapshot list",
    brief: "list the snapshots in a directory by their headers",
    details: ["Looks at the files named *.orcsnap, *.tar.zst and *.tar.zst.age. No key is needed."],
    positionals: [{ name: "DIR", brief: "the working directory if left out", optional: true }],
    flags: [],
    effect: READS,
    examples: [["orchestrator snapshot list /mnt/outputs", "what lies there"]],
    load: () => import("../commands/snapshot_list.ts"),
  },
];
