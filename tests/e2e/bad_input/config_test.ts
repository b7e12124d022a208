import { testBadInput } from "../../support/bad_input.ts";

const CONFIG = ".orchestrator/config.yaml";

/** Texts that are no keys. */
const NO_KEYS = ["", "lock", "lock.", "LOCK.TIMEOUT", "../x", "constructor", "a b", "x\u001b[2J"];

for (const command of ["config get", "config why"]) {
  testBadInput(command, [
    {
      name: "a missing key",
      args: command.split(" "),
      code: 2,
      error: "usage",
      says: /KEY is missing/,
    },
    ...NO_KEYS.map((key) => ({
      name: `the key ${JSON.stringify(key)}`,
      args: [...command.split(" "), key],
      code: 2,
      error: "config.unknown_key",
      says: /Cannot find the key/,
    })),
  ]);
}

testBadInput("config get", [
  {
    name: "a variable of another type",
    args: ["config", "get", "lock.timeout"],
    env: { ORCHESTRATOR_LOCK_TIMEOUT: "soon" },
    code: 78,
    error: "config.invalid",
    says: /from env:ORCHESTRATOR_LOCK_TIMEOUT: "soon" is not a number of seconds/,
  },
  {
    name: "both files at once",
    args: ["config", "get", "lock.timeout", "--user", "--repo"],
    code: 2,
    error: "usage",
    says: /either "--user" or "--repo"/,
  },
]);

testBadInput("config set", [
  {
    name: "a missing value",
    args: ["config", "set", "lock.timeout"],
    code: 2,
    error: "usage",
    says: /VALUE is missing/,
  },
  ...NO_KEYS.map((key) => ({
    name: `the key ${JSON.stringify(key)}`,
    args: ["config", "set", key, "1"],
    code: 2,
    error: "config.unknown_key",
    says: /Cannot find the key/,
  })),
  ...["soon", "", "1e9", "0x10", "5 5", "99999999"].map((value) => ({
    name: `the number ${JSON.stringify(value)}`,
    args: ["config", "set", "lock.timeout", value],
    code: 2,
    error: "usage",
    says: /is not a number of seconds/,
  })),
  {
    name: "two values for one",
    args: ["config", "set", "lock.timeout", "5", "6"],
    code: 2,
    error: "usage",
    says: /"5 6" is not/,
  },
  {
    name: "a value with a line break",
    args: ["config", "set", "snapshot.identity", "a\nb", "--user"],
    code: 2,
    error: "usage",
    says: /is not a text of one line/,
  },
  {
    name: "a key in the repository that only the user may set",
    args: ["config", "set", "trust.start", "grant", "--repo"],
    code: 1,
    error: "config.user_only",
    says: /only the user's file may have it/,
  },
  {
    name: "a directory without a repository",
    fresh: true,
    arrange: ({ at }) => Deno.removeSync(at("workflow.yaml")),
    args: ["config", "set", "lock.timeout", "5"],
    code: 66,
    error: "home.not_found",
    says: /./,
  },
  {
    name: "a file that cannot be parsed",
    arrange: ({ write }) => write(CONFIG, "lock.timeout: [1\n"),
    args: ["config", "set", "lock.timeout", "5"],
    code: 78,
    error: "config.unreadable",
    says: /config\.yaml:2:1/,
  },
  {
    name: "a value that an alias shares",
    arrange: ({ write }) => write(CONFIG, "lock.timeout: &t 3\nother: *t\n"),
    args: ["config", "set", "lock.timeout", "5"],
    code: 1,
    error: "config.edit_refused",
    says: /see line 1/,
  },
  {
    name: "a linked file",
    arrange: ({ at }) => Deno.symlinkSync("../workflow.yaml", at(CONFIG)),
    args: ["config", "set", "lock.timeout", "5"],
    code: 77,
    error: "home.unsafe",
    says: /is a link/,
  },
  {
    name: "no place for the user's file",
    args: ["config", "set", "trust.start", "ask"],
    env: { HOME: "", XDG_CONFIG_HOME: "" },
    code: 73,
    error: "config.no_directory",
    says: /HOME is not set/,
  },
]);

testBadInput("config unset", [
  {
    name: "a missing key",
    args: ["config", "unset"],
    code: 2,
    error: "usage",
    says: /KEY is missing/,
  },
  {
    name: "a key that neither the program nor the file has",
    args: ["config", "unset", "lock.timout"],
    code: 2,
    error: "config.unknown_key",
    says: /did you mean "lock\.timeout"/,
  },
]);

testBadInput("config show", [
  { name: "an argument", args: ["config", "show", "x"], code: 2, error: "usage", says: /"x"/ },
]);

testBadInput("config migrate", [
  {
    name: "a missing --user",
    args: ["config", "migrate"],
    code: 2,
    error: "usage",
    says: /"--user" is missing/,
  },
]);

testBadInput("complete", [
  {
    name: "a setting of another type in the repository's file",
    arrange: ({ write }) => write(CONFIG, "# x\nlock: { timeout: soon }\n"),
    args: ["complete", "plain"],
    code: 78,
    error: "config.invalid",
    says: /config\.yaml:2:9: "soon" is not a number of seconds/,
  },
]);

testBadInput("start", [
  {
    name: "a flag of a setting with a wrong value",
    fresh: true,
    args: ["start", "Task", "--trust", "maybe"],
    code: 78,
    error: "config.invalid",
    says: /"trust\.start" from flag:--trust: "maybe" is not one of/,
  },
]);
