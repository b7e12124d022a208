import type { CommandEntry } from "../command_entry.ts";
import type { FlagEntry } from "../command_syntax.ts";

const READS = { reads: true } as const;

const USER: FlagEntry = { name: "user", kind: "switch", brief: "your own file" };
const REPO: FlagEntry = { name: "repo", kind: "switch", brief: "the repository's file" };

const KEY = { name: "KEY", brief: "a key, such as lock.timeout" };

/** The commands about the configuration. */
export const CONFIG_COMMANDS: readonly CommandEntry[] = [
  {
    path: "config show",
    aliases: ["config list"],
    brief: "show what is set",
    details: [
      "A flag wins over an environment variable, that over the repository's file .orchestrator/config.yaml, that over your own file, that over the default. The predecessor's files are shown as well: .orchestrator.yaml as the settings that a workflow starts with, and what nothing depends on any more.",
    ],
    positionals: [],
    flags: [
      { name: "effective", kind: "switch", brief: "all keys, also those that nobody has set" },
      { name: "origin", kind: "switch", brief: "where each value is from" },
      { name: "all", kind: "switch", brief: "also the values that do not count, and why" },
    ],
    effect: READS,
    examples: [
      ["orchestrator config show --effective --origin", "every value and where it is from"],
    ],
    load: () => import("../commands/config_show.ts"),
  },
  {
    path: "config why",
    brief: "explain the value of a key",
    details: ["Shows what every layer says of the key, and which one counts."],
    positionals: [KEY],
    flags: [],
    effect: READS,
    examples: [["orchestrator config why lock.timeout", "why it is what it is"]],
    load: () => import("../commands/config_why.ts"),
  },
  {
    path: "config get",
    brief: "print the value of a key",
    details: [
      "The value that counts; with --user or --repo what that file says, and exit code 1 if it says nothing.",
    ],
    positionals: [KEY],
    flags: [USER, REPO],
    effect: READS,
    examples: [["orchestrator config get lock.timeout", "the value alone"]],
    load: () => import("../commands/config_get.ts"),
  },
  {
    path: "config set",
    brief: "write a key into a configuration file",
    details: [
      "Writes into the repository's file unless --user is given; a key that no repository may set goes to yours. Everything else in the file stays byte for byte.",
      "`orchestrator config keys` lists the keys. Several words can be given for a key that holds a list.",
    ],
    positionals: [KEY, { name: "VALUE", brief: "its value", many: true }],
    flags: [USER, REPO],
    effect: { writes: ["with --user: config.yaml in your configuration directory"] },
    examples: [
      ["orchestrator config set lock.timeout 30", "in this repository"],
      ["orchestrator config set trust.start ask --user", "for yourself"],
    ],
    load: () => import("../commands/config_set.ts"),
  },
  {
    path: "config unset",
    brief: "remove a key from a configuration file",
    details: ["Everything else in the file stays byte for byte. Removes unknown keys, too."],
    positionals: [KEY],
    flags: [USER, REPO],
    effect: { writes: ["with --user: config.yaml in your configuration directory"] },
    examples: [["orchestrator config unset lock.timeout", "back to the layer below"]],
    load: () => import("../commands/config_unset.ts"),
  },
  {
    path: "config keys",
    brief: "list every key",
    details: ["With type, default, variable, and where it may be set."],
    positionals: [],
    flags: [],
    effect: READS,
    examples: [["orchestrator config keys", "what can be set"]],
    load: () => import("../commands/config_keys.ts"),
  },
  {
    path: "config schema",
    brief: "print the JSON Schema of config.yaml",
    details: ["For editors that check and complete YAML files."],
    positionals: [],
    flags: [],
    effect: READS,
    examples: [["orchestrator config schema", "the schema on stdout"]],
    load: () => import("../commands/config_schema.ts"),
  },
  {
    path: "config migrate",
    brief: "move the predecessor's user file into your configuration directory",
    details: [
      "Moves ~/.orchestrator/config.yaml to legacy/config.yaml beside our own file, in the same bytes. Nothing depends on it any more. Key files in ~/.config/workflow-orchestrator are left where they are.",
    ],
    positionals: [],
    flags: [
      { name: "user", kind: "switch", brief: "your own files; has to be given" },
      { name: "dry-run", kind: "switch", brief: "say what would be moved" },
      { name: "rollback", kind: "switch", brief: "move it back" },
    ],
    effect: { writes: ["your configuration directory", "~/.orchestrator/config.yaml"] },
    examples: [["orchestrator config migrate --user --dry-run", "look first"]],
    load: () => import("../commands/config_migrate.ts"),
  },
];
