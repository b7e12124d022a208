import assert from "node:assert/strict";
import { type Key, KEYS } from "../../src/config/keys.ts";
import { readSetting } from "../../src/config/read_setting.ts";
import { variableName } from "../../src/config/variable_name.ts";
import { OrchestratorError } from "../../src/store/failure.ts";

/** Text of a variable and the value it stands for. */
const GOOD: readonly (readonly [Key, string, boolean | number | string])[] = [
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
];

Deno.test("a key without a variable has its default, and says so", () => {
  assert.deepEqual(readSetting("lock.timeout", {}), { value: 10, origin: "default" });
  assert.deepEqual(readSetting("trust.start", {}), { value: "grant", origin: "default" });
  assert.deepEqual(readSetting("workflow.require_human_approval", {}), {
    value: false,
    origin: "default",
  });
});

Deno.test("an empty variable counts as not set", () => {
  for (const key of Object.keys(KEYS) as Key[]) {
    assert.equal(readSetting(key, { [variableName(key)]: "" }).origin, "default");
  }
});

Deno.test("a variable wins over the default, and the origin names it", () => {
  for (const [key, text, value] of GOOD) {
    const name = variableName(key);
    assert.deepEqual(readSetting(key, { [name]: text }), { value, origin: `env:${name}` });
  }
});

Deno.test("a value of another type is refused with key, origin and what is expected", () => {
  for (const [key, text] of BAD) {
    const name = variableName(key);
    assert.throws(() => readSetting(key, { [name]: text }), (error) => {
      assert.ok(error instanceof OrchestratorError, `${key} ${text}`);
      const { failure } = error;
      assert.ok(failure.code === "config.invalid");
      assert.equal(failure.facts.key, key);
      assert.equal(failure.facts.origin, `env:${name}`);
      assert.equal(failure.facts.value, text);
      return true;
    });
  }
});

Deno.test("what is expected is said in words", () => {
  const expected = ([key, text]: readonly [Key, string]): string => {
    try {
      readSetting(key, { [variableName(key)]: text });
    } catch (error) {
      if (error instanceof OrchestratorError && error.failure.code === "config.invalid") {
        return error.failure.facts.expected;
      }
    }
    return "";
  };
  assert.equal(expected(["lock.timeout", "x"]), "a number of seconds from 0 to 86400");
  assert.equal(expected(["trust.start", "x"]), "one of grant, ask, refuse");
  assert.equal(expected(["workflow.require_human_approval", "x"]), "true or false");
});
