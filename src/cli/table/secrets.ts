import type { CommandEntry } from "../command_entry.ts";
import type { FlagEntry } from "../command_syntax.ts";
import { IDENTITY_FLAG, PASSPHRASE_FLAGS } from "./key_flags.ts";

const READS = { reads: true } as const;

const NAME = { name: "NAME", brief: "a variable, perhaps in groups: team/NAME" } as const;

const SCOPE: readonly FlagEntry[] = [
  { name: "user", kind: "switch", brief: "your own vault, for all repositories" },
  { name: "repo", kind: "switch", brief: "the vault of this repository" },
];

/** What a vault is opened with, beside the key file. */
const OPEN: readonly FlagEntry[] = [
  IDENTITY_FLAG,
  ...PASSPHRASE_FLAGS,
];

/** For whom a vault is sealed. */
const RECIPIENTS: readonly FlagEntry[] = [
  {
    name: "to",
    kind: "list",
    placeholder: "RECIPIENT",
    brief: "a public key that can open it: age1…; may be given several times",
  },
  { name: "passphrase", kind: "switch", brief: "ask for a passphrase that opens it" },
  { name: "key-file", kind: "switch", brief: "your key file opens it, also beside a passphrase" },
];

/** What a file of the predecessor is opened with. */
const OLD_PASSWORD: readonly FlagEntry[] = [{
  name: "password-file",
  kind: "value",
  placeholder: "F",
  brief: "take the password of .secrets.enc from a file",
}];

const KEYS =
  "A vault opens with the key file in your configuration (vault.key), with a secret key as age writes it (--identity, snapshot.identity, SOPS_AGE_KEY), or with a passphrase: of a flag, of ORCHESTRATOR_VAULT_PASSPHRASE, of ORCHESTRATOR_PASSPHRASE, or typed on a terminal.";

const KEY_WRITES = "your configuration: vault.key, and vault/ with --user";

/** The commands about secrets. */
export const SECRETS_COMMANDS: readonly CommandEntry[] = [
  {
    path: "secrets init",
    brief: "make a vault for secrets, or let others open it",
    details: [
      "Makes the vault of this repository, or your own with --user. It opens with your key file, which is made if it is missing, and with whomever --to names; with a passphrase, the key file is one of them only if --key-file says so. secrets set makes a vault by itself where there is none.",
      "Where there is a vault, whomever the flags name can open it too from now on.",
      KEYS,
    ],
    positionals: [],
    flags: [
      ...SCOPE,
      ...RECIPIENTS,
      ...OPEN,
      {
        name: "from-env",
        kind: "switch",
        brief: "take the API keys of OpenRouter, Anthropic and OpenAI from the environment",
      },
    ],
    effect: { writes: [KEY_WRITES] },
    examples: [
      ["orchestrator secrets init", "with your key file"],
      ["orchestrator secrets init --passphrase-file F", "where no file of yours lasts"],
      ["orchestrator secrets init --to age1…", "somebody else can open it too"],
    ],
    load: () => import("../commands/secrets_init.ts"),
  },
  {
    path: "secrets set",
    brief: "keep a value under a name, sealed",
    details: [
      "Seals the value into the vault of this repository, or into your own with --user. It comes from a file, a descriptor or stdin, or is typed without being shown; never from the command line, which everybody on the machine can read. It is read back and opened before this command says that it is done. A value that it replaces is kept, sealed: secrets restore.",
      "One line end after a text of one line is no part of the value. Values of several lines and binary ones are kept as they are, up to 4 MiB.",
      KEYS,
    ],
    positionals: [NAME],
    flags: [
      ...SCOPE,
      { name: "from-file", kind: "value", placeholder: "F", brief: "take the value from a file" },
      {
        name: "from-fd",
        kind: "value",
        placeholder: "N",
        brief: "take the value from an open descriptor",
      },
      ...OPEN,
    ],
    effect: { writes: [KEY_WRITES] },
    examples: [
      ["orchestrator secrets set OPENAI_API_KEY", "typed, or from a pipe"],
      ["orchestrator secrets set deploy/SSH_KEY --from-file id_ed25519", "a file, in a group"],
      ["orchestrator secrets set NPM_TOKEN --user", "for all your repositories"],
    ],
    load: () => import("../commands/secrets_set.ts"),
  },
  {
    path: "secrets get",
    brief: "print the value of a secret",
    details: [
      "Prints the exact bytes of the value, from the first source that has it: secrets source says which. On a terminal and with --json the value is shown only with --reveal. A secret that no source has is asked for, where a terminal is at hand and --no-input is not given.",
      KEYS,
    ],
    positionals: [NAME],
    flags: [
      { name: "reveal", kind: "switch", brief: "show the value on a terminal, or in the document" },
      ...SCOPE,
      ...OPEN,
    ],
    effect: READS,
    examples: [
      ["orchestrator secrets get TOKEN", "to a pipe or a file, in a script"],
      ["orchestrator secrets get TOKEN --reveal", "on a terminal"],
    ],
    load: () => import("../commands/secrets_get.ts"),
  },
  {
    path: "secrets list",
    brief: "list the names of all secrets",
    details: [
      "Of the vault of this repository and of your own: names, and when they were set. Values are never shown and no key is needed. A secret is hidden where the environment, or the repository's vault before your own, has one of that name.",
    ],
    positionals: [],
    flags: SCOPE,
    effect: READS,
    examples: [["orchestrator secrets list", "what there is"]],
    load: () => import("../commands/secrets_list.ts"),
  },
  {
    path: "secrets remove",
    brief: "remove a secret from its vault",
    details: [
      "secrets restore takes it back: the value is kept, sealed, unless --discard says that neither it nor any before it is. Git may have a copy too. Whoever has seen the value still knows it, so replace it where it is used.",
    ],
    positionals: [NAME],
    flags: [...SCOPE, { name: "discard", kind: "switch", brief: "keep no copy here" }],
    effect: { writes: ["with --user, your configuration: vault/"] },
    examples: [["orchestrator secrets remove OPENAI_API_KEY", "out of the vault that has it"]],
    load: () => import("../commands/secrets_remove.ts"),
  },
  {
    path: "secrets restore",
    brief: "give a secret the value that it had before",
    details: [
      "After set has replaced a value or remove has taken it away. The value that it has now is kept instead, so that a second restore takes that one back. Of each secret the last 10 values are kept, sealed as it is.",
    ],
    positionals: [NAME],
    flags: SCOPE,
    effect: { writes: ["with --user, your configuration: vault/"] },
    examples: [["orchestrator secrets restore OPENAI_API_KEY", "undo set or remove"]],
    load: () => import("../commands/secrets_restore.ts"),
  },
  {
    path: "secrets source",
    brief: "show where a secret comes from, and why",
    details: [
      "Asks every source in its order: ORCHESTRATOR_SECRET_<NAME>, NAME, the vault of this repository, your own vault, .secrets.enc of the predecessor (with SECRETS_PASSWORD), a file of sops (granted with trust grant --sops, with keys of age only), git's credential helper (for what secrets.git_hosts of your configuration lists), and the terminal, where you type it. The first that has it counts; values are not shown, and nobody is asked here. Exit code 1 if none has it.",
      "Only three commands ask on a terminal for what no other source has: get, exec for what --only names, and complete for what the command of the item declares. What is typed is not shown and is kept nowhere. Nobody is asked with --json, with --no-input, where CI is set, or an agent.",
    ],
    positionals: [NAME],
    flags: [],
    effect: READS,
    examples: [["orchestrator secrets source OPENAI_API_KEY", "which one is used"]],
    load: () => import("../commands/secrets_source.ts"),
  },
  {
    path: "secrets sources",
    brief: "list the sources of secrets, and which are of use here",
    details: [
      "In the order in which they are asked. Nothing is opened, no program is run, and nobody is asked.",
    ],
    positionals: [],
    flags: [],
    effect: READS,
    examples: [["orchestrator secrets sources", "what could have a secret"]],
    load: () => import("../commands/secrets_sources.ts"),
  },
  {
    path: "secrets test",
    brief: "try to read a secret, without showing it",
    details: [
      "Says from where it was read and how many bytes it has. Nobody is asked for it.",
      KEYS,
    ],
    positionals: [NAME],
    flags: OPEN,
    effect: READS,
    examples: [["orchestrator secrets test OPENAI_API_KEY", "whether it is there"]],
    load: () => import("../commands/secrets_try.ts"),
  },
  {
    path: "secrets exec",
    brief: "run a program that gets secrets as variables",
    details: [
      "The program gets every secret of this repository's vault and those that the workflow of the session declares and some source has, or those that --only names, from whatever source has them, and typed on a terminal where none has; in groups, the variable is the part after the last /. Only this one program gets them. Its exit code is that of this command: 126 if it cannot be started, 127 if there is none.",
      "Write -- before the program, so that its flags are its own.",
      KEYS,
    ],
    positionals: [
      { name: "COMMAND", brief: "the program and its arguments, after --", many: true },
    ],
    flags: [
      {
        name: "only",
        kind: "list",
        placeholder: "NAMES",
        brief: "only these, with commas between; may be given several times",
      },
      ...OPEN,
    ],
    effect: { writes: ["whatever the program writes"] },
    examples: [
      ["orchestrator secrets exec -- npm test", "with all secrets of this repository"],
      ["orchestrator secrets exec --only NPM_TOKEN -- npm publish", "with one"],
    ],
    load: () => import("../commands/secrets_exec.ts"),
  },
  {
    path: "secrets rotate",
    brief: "give a vault a new key, and seal everything anew",
    details: [
      "Everybody who can open the vault can do so afterwards, but those that --remove names: public keys are known, your key file is at hand, and a passphrase has to be given again. Where that is not possible this command refuses, unless --drop-others says that they are shut out. --to, --passphrase and --key-file add somebody.",
      "Where your key file has leaked, --new-key-file makes a new one. The old key opens this vault no more; it is kept beside the new one, because your other vaults still need it: give this command for each of them (--user, and in every repository; secrets doctor says which still needs it), then remove the old file. All of them get the same new key.",
      "The old key goes only when every value has been read back under the new one. Whoever could open the vault before may know the values, and git may have the old files: replace the values where they are used.",
      KEYS,
    ],
    positionals: [],
    flags: [
      ...SCOPE,
      ...RECIPIENTS,
      {
        name: "new-key-file",
        kind: "switch",
        brief: "put a new key into your key file, and shut out the one that it has",
      },
      {
        name: "remove",
        kind: "list",
        placeholder: "RECIPIENT",
        brief: "a public key that can no longer open it, or: key, passphrase",
      },
      {
        name: "drop-others",
        kind: "switch",
        brief: "shut out those for whom no key can be wrapped from here",
      },
      ...OPEN,
    ],
    effect: {
      writes: [KEY_WRITES, "with --new-key-file also vault.key.old-…, the key before"],
    },
    examples: [
      ["orchestrator secrets rotate", "a new key for the same people"],
      ["orchestrator secrets rotate --remove age1…", "somebody has left"],
      ["orchestrator secrets rotate --new-key-file", "somebody may have your key file"],
    ],
    load: () => import("../commands/secrets_rotate.ts"),
  },
  {
    path: "secrets doctor",
    brief: "check the vaults, every secret in them, and what the workflow needs",
    details: [
      "Opens both vaults with what is at hand and every secret in them, and says what cannot be read, which vault still opens with a key that your key file had before, and what mends it; then looks for what the workflow of the session declares. Nobody is asked, and nothing is changed. Exit code 1 if something cannot be read, is missing, or is open to such a key.",
      KEYS,
    ],
    positionals: [],
    flags: OPEN,
    effect: READS,
    examples: [["orchestrator secrets doctor", "whether everything can be read"]],
    load: () => import("../commands/secrets_doctor.ts"),
  },
  {
    path: "secrets import",
    brief: "take the secrets of another tool's file into a vault",
    details: [
      "FILE is told by its content: .secrets.enc of the predecessor (SECRETS_PASSWORD, --password-file, or typed), a YAML file of sops (opened by the program sops, if it has keys of age only; SOPS_AGE_KEY or SOPS_AGE_KEY_FILE), a JSON object, or a .env file. FILE itself stays as it is.",
      "A secret that has another value in the vault is kept, and the exit code is 1, unless --force replaces it. Names come in upper case; grok_api_key comes as XAI_API_KEY.",
      KEYS,
    ],
    positionals: [{ name: "FILE", brief: "the file to read", completes: "file" }],
    flags: [
      ...SCOPE,
      { name: "force", kind: "switch", brief: "replace values that differ" },
      ...OLD_PASSWORD,
      ...OPEN,
    ],
    effect: { writes: [KEY_WRITES] },
    examples: [
      ["orchestrator secrets import .env", "from a file with NAME=value lines"],
      ["orchestrator secrets import .secrets.enc", "from the Python tool"],
    ],
    load: () => import("../commands/secrets_import.ts"),
  },
  {
    path: "secrets copy",
    brief: "take the secrets of another repository into a vault",
    details: [
      "From the vault of the repository in DIR, which has to open with the same keys, or from its .secrets.enc where it has no vault (SECRETS_PASSWORD, --password-file, or typed). Nothing is changed there.",
      "A secret that has another value here is kept, and the exit code is 1, unless --force replaces it.",
      KEYS,
    ],
    positionals: [],
    flags: [
      {
        name: "from",
        kind: "value",
        placeholder: "DIR",
        brief: "the other repository",
        completes: "directory",
      },
      ...SCOPE,
      { name: "force", kind: "switch", brief: "replace values that differ" },
      ...OLD_PASSWORD,
      ...OPEN,
    ],
    effect: { writes: [KEY_WRITES] },
    examples: [["orchestrator secrets copy --from ../other", "use the same secrets here"]],
    load: () => import("../commands/secrets_copy.ts"),
  },
  {
    path: "secrets export",
    brief: "write the values of a vault for another tool",
    details: [
      "As a .env file, as a JSON object, or as .secrets.enc, which openssl and the predecessor open (with a password of at least 8 characters: SECRETS_PASSWORD, --password-file, or typed). The first two are in clear: FILE has mode 0600, and an existing file is never replaced. - is stdout; on a terminal --reveal is needed.",
      KEYS,
    ],
    positionals: [
      { name: "FILE", brief: "where to write it; - is stdout", optional: true },
    ],
    flags: [
      {
        name: "format",
        kind: "value",
        placeholder: "FORMAT",
        brief: "env, json or secrets-enc",
        completes: ["env", "json", "secrets-enc"],
      },
      {
        name: "only",
        kind: "list",
        placeholder: "NAMES",
        brief: "only these, with commas between; may be given several times",
      },
      { name: "reveal", kind: "switch", brief: "also to a terminal" },
      ...SCOPE,
      ...OLD_PASSWORD,
      ...OPEN,
    ],
    effect: { reads: true, output: "the file named" },
    examples: [
      ["orchestrator secrets export .env.local --format env", "a file for you only"],
      ["orchestrator secrets export .secrets.enc --format secrets-enc", "for the Python tool"],
    ],
    load: () => import("../commands/secrets_export.ts"),
  },
];
