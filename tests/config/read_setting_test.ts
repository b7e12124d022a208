import assert from "node:assert/strict";
import type { AnyValue } from "../../src/config/key.ts";
import { type Key, KEY_NAMES, KEYS } from "../../src/config/keys.ts";
import { readSetting } from "../../src/config/read_setting.ts";
import { variableName } from "../../src/config/variable_name.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { fileWith, type Said, sourcesOf } from "./support/sources.ts";

/** Text of a variable and the value it stands for. */
const GOOD: readonly (readonly [Key, string, AnyValue])[] = [
  ["lock.timeout", "0", 0],
  ["lock.timeout", "2.5", 2.5],
  ["lock.timeout", " 30 ", 30],
  ["lock.timeout", "86400", 86_400],
  ["trust.start", "ask", "ask"],
  ["trust.start", "refuse", "refuse"],
  ["workflow.require_human_approval", "true", true],
  ["workflow.require_human_approval", "YES", true],
  ["workflow.require_human_approval", "on", true],
  ["workflow.require_human_approval", "1", true],
  ["workflow.require_human_approval", "False", false],
  ["workflow.require_human_approval", "no", false],
  ["workflow.require_human_approval", "off", false],
  ["workflow.require_human_approval", "0", false],
  ["snapshot.recipients", "age1a, age1b\nage1c", ["age1a", "age1b", "age1c"]],
  ["snapshot.recipients", " , ", []],
  ["snapshot.identity", "/home/me/my key", "/home/me/my key"],
];

const BAD: readonly (readonly [Key, string])[] = [
  ["lock.timeout", "ten"],
  ["lock.timeout", "-1"],
  ["lock.timeout", "1e3"],
  ["lock.timeout", "0x10"],
  ["lock.timeout", "86401"],
  ["lock.timeout", "Infinity"],
  ["lock.timeout", "10s"],
  ["trust.start", "yes"],
  ["trust.start", "Grant"],
  ["workflow.require_human_approval", "maybe"],
  ["workflow.require_human_approval", "2"],
  ["snapshot.recipients", "a\u0007b"],
  ["snapshot.identity", "a\nb"],
];

async function failureOf(key: Key, said: Said): Promise<OrchestratorError["failure"]> {
  try {
    await readSetting(key, sourcesOf(said));
  } catch (error) {
    if (error instanceof OrchestratorError) return error.failure;
    throw error;
  }
  throw new Error(`${key} was read`);
}

Deno.test("a key that no layer has is its default, and says so", async () => {
  for (const key of KEY_NAMES) {
    assert.deepEqual(await readSetting(key, sourcesOf()), {
      value: KEYS[key].default,
      layer: "default",
      origin: "default",
    });
  }
});

Deno.test("an empty variable counts as not set", async () => {
  for (const key of KEY_NAMES) {
    const { origin } = await readSetting(key, sourcesOf({ env: { [variableName(key)]: "" } }));
    assert.equal(origin, "default");
  }
});

Deno.test("a variable wins over the default, and the origin names it", async () => {
  for (const [key, text, value] of GOOD) {
    const name = variableName(key);
    assert.deepEqual(await readSetting(key, sourcesOf({ env: { [name]: text } })), {
      value,
      layer: "environment",
      origin: `env:${name}`,
    });
  }
});

Deno.test("a value of another type is refused with key, origin and what is expected", async () => {
  for (const [key, text] of BAD) {
    const name = variableName(key);
    const failure = await failureOf(key, { env: { [name]: text } });
    assert.ok(failure.code === "config.invalid", `${key} ${text}`);
    assert.equal(failure.facts.key, key);
    assert.equal(failure.facts.origin, `env:${name}`);
    assert.equal(failure.facts.value, text);
  }
});

Deno.test("what is expected is said in words", async () => {
  const expected = async (key: Key, text: string): Promise<string> => {
    const failure = await failureOf(key, { env: { [variableName(key)]: text } });
    return failure.code === "config.invalid" ? failure.facts.expected : "";
  };
  assert.equal(await expected("lock.timeout", "x"), "a number of seconds from 0 to 86400");
  assert.equal(await expected("trust.start", "x"), "one of grant, ask, refuse");
  assert.equal(await expected("workflow.require_human_approval", "x"), "true or false");
  assert.equal(await expected("snapshot.identity", "\u0000"), "a text of one line");
  assert.equal(
    await expected("snapshot.recipients", "\u0000"),
    "a list of words without spaces or commas",
  );
});

Deno.test("a wrong value of a flag and of a file are refused by their own names", async () => {
  const byFlag = await failureOf("trust.start", { flags: { trust: "maybe" } });
  assert.ok(byFlag.code === "config.invalid");
  assert.equal(byFlag.facts.origin, "flag:--trust");
  const user = fileWith("user", { "lock.timeout": "soon" });
  const byFile = await failureOf("lock.timeout", { user });
  assert.ok(byFile.code === "config.invalid");
  assert.equal(byFile.facts.origin, "/user.yaml:1:1");
});

Deno.test("a file is opened only if no layer before it has the key", async () => {
  const env = { ORCHESTRATOR_LOCK_TIMEOUT: "1" };
  const repository = fileWith("repository", { "lock.timeout": "2" });
  const rows: readonly (readonly [Said, readonly string[]])[] = [
    [{ env }, []],
    [{ repository }, ["repository"]],
    [{}, ["repository", "user"]],
  ];
  for (const [said, read] of rows) {
    const sources = sourcesOf(said);
    await readSetting("lock.timeout", sources);
    assert.deepEqual(sources.read, read);
  }
});

Deno.test("a file that cannot be parsed stops a command that needs a key from it", async () => {
  const cause = { kind: "syntax", detail: "it is odd" } as const;
  const problems = [{ location: "", line: 3, column: 7, cause }];
  const broken = fileWith("repository", {}, { problems });
  const failure = await failureOf("lock.timeout", { repository: broken });
  assert.ok(failure.code === "config.unreadable");
  assert.deepEqual(failure.facts, { path: "/repository.yaml", problems });
  const env = { ORCHESTRATOR_LOCK_TIMEOUT: "1" };
  assert.equal(
    (await readSetting("lock.timeout", sourcesOf({ env, repository: broken }))).value,
    1,
  );
});
