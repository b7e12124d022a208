import type { FlagEntry } from "../command_syntax.ts";

/** The global flags as data, for the parser and for help. */
export const GLOBAL_FLAGS: readonly FlagEntry[] = [
  { name: "root", kind: "value", placeholder: "DIR", brief: "the repository to work in" },
  {
    name: "session",
    kind: "value",
    placeholder: "ID",
    completes: "session",
    brief: "the session to work on",
  },
  { name: "json", kind: "switch", brief: "print one JSON document on stdout, errors included" },
  { name: "quiet", short: "q", kind: "switch", brief: "print no status after a change" },
  { name: "no-input", kind: "switch", brief: "never ask a question" },
  { name: "no-color", kind: "switch", brief: "no colors" },
  { name: "help", short: "h", kind: "switch", brief: "show help for the command" },
];
