import type { KeyDefinition } from "./key.ts";

/** Every key of the configuration, in alphabetical order. */
export const KEYS = {
  "lock.timeout": {
    type: { kind: "seconds", min: 0, max: 86_400 },
    default: 10,
    class: "inert",
    help: "How many seconds to wait for another command that holds a lock",
  },
  "migrate.auto": {
    type: { kind: "boolean" },
    default: false,
    class: "user-only",
    help: "Whether commands that change a workflow first migrate an active one of the predecessor",
  },
  "secrets.git_hosts": {
    type: { kind: "words" },
    default: [],
    class: "user-only",
    help: "Secrets that git's credential helper may be asked for: NAME=host each",
  },
  "snapshot.auto_export": {
    type: { kind: "choice", choices: ["never", "finish", "advance", "events"] },
    default: "never",
    class: "user-only",
    help:
      "When a snapshot is written by itself: at finish, also at advance, also after so many events",
  },
  "snapshot.auto_export_directory": {
    type: { kind: "text" },
    default: "",
    class: "user-only",
    help: "Absolute path of the directory for snapshots that are written by themselves",
  },
  "snapshot.auto_export_events": {
    type: { kind: "count", min: 1, max: 1_000_000 },
    default: 20,
    class: "user-only",
    help: "After how many events of a session a snapshot is written by itself",
  },
  "snapshot.identity": {
    type: { kind: "text" },
    default: "",
    class: "user-only",
    help: "Absolute path of the identity file that opens snapshots",
    flag: "identity",
  },
  "snapshot.key_file": {
    type: { kind: "text" },
    default: "",
    class: "user-only",
    help: "Absolute path of the key file that snapshots are sealed for and opened with",
    flag: "key-file",
  },
  "snapshot.recipients": {
    type: { kind: "words" },
    default: [],
    class: "user-only",
    help: "Public keys that can open the snapshots that are written",
    flag: "to",
  },
  "trust.start": {
    type: { kind: "choice", choices: ["grant", "ask", "refuse"] },
    default: "grant",
    class: "user-only",
    help: "What start does about the commands of a workflow: grant them, ask, or refuse to start",
    flag: "trust",
  },
  "verification.env": {
    type: { kind: "choice", choices: ["inherit", "minimal"] },
    default: "inherit",
    class: "dangerous",
    help: "Which environment the commands of a workflow get: yours, or a short list of variables",
  },
  "workflow.require_human_approval": {
    type: { kind: "boolean" },
    default: false,
    class: "inert",
    help: "Whether an approval needs a person at a terminal",
  },
} as const satisfies Readonly<Record<string, KeyDefinition>>;

/** The name of a key. */
export type Key = keyof typeof KEYS;

/** The type of the value of a key. */
export type KeyValue<K extends Key> = ValueOf<(typeof KEYS)[K]["type"]>;

type ValueOf<T> = T extends { readonly choices: readonly (infer Choice)[] } ? Choice
  : T extends { readonly kind: "boolean" } ? boolean
  : T extends { readonly kind: "text" } ? string
  : T extends { readonly kind: "words" } ? readonly string[]
  : number;

/** The names of all keys. */
export const KEY_NAMES = Object.keys(KEYS) as readonly Key[];

/** Whether a name is one of a key. */
export function isKey(name: string): name is Key {
  return Object.hasOwn(KEYS, name);
}

/** What the table says of a key, without its exact types. */
export function keyDefinition(key: Key): KeyDefinition {
  return KEYS[key];
}
