import type { KeyDefinition } from "./key.ts";

/** Every key of the configuration, in alphabetical order. */
export const KEYS = {
  "lock.timeout": {
    type: { kind: "seconds", min: 0, max: 86_400 },
    default: 10,
    class: "inert",
    help: "How many seconds to wait for another command that holds a lock",
  },
  "trust.start": {
    type: { kind: "choice", choices: ["grant", "ask", "refuse"] },
    default: "grant",
    class: "user-only",
    help: "What start does about the commands of a workflow: grant them, ask, or refuse to start",
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
  : number;
