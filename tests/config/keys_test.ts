import assert from "node:assert/strict";
import { KEYS } from "../../src/config/keys.ts";
import { isReservedName } from "../../src/config/reserved_names.ts";
import { variableName } from "../../src/config/variable_name.ts";

const NAMES = Object.keys(KEYS);

Deno.test("the variable of a key has its dots as underscores, in upper case", () => {
  assert.equal(variableName("lock.timeout"), "ORCHESTRATOR_LOCK_TIMEOUT");
  assert.equal(
    variableName("workflow.require_human_approval"),
    "ORCHESTRATOR_WORKFLOW_REQUIRE_HUMAN_APPROVAL",
  );
});

Deno.test("no two keys have the same variable", () => {
  assert.equal(new Set(NAMES.map(variableName)).size, NAMES.length);
});

Deno.test("no variable of a key is kept for something else", () => {
  assert.deepEqual(NAMES.map(variableName).filter(isReservedName), []);
});

Deno.test("names that mean something else are kept", () => {
  for (
    const name of [
      "ORCHESTRATOR_TRUST",
      "ORCHESTRATOR_LOCK",
      "ORCHESTRATOR_SECRET_TRUST_START",
      "ORCHESTRATOR_VAULT_PASSPHRASE",
      "ORCHESTRATOR_PASSPHRASE",
    ]
  ) {
    assert.equal(isReservedName(name), true, name);
  }
  assert.equal(isReservedName("ORCHESTRATOR_LOCK_TIMEOUT"), false);
});

Deno.test("keys are words joined by dots, in alphabetical order, with one line of help", () => {
  assert.deepEqual(NAMES, NAMES.toSorted());
  for (const [name, { help }] of Object.entries(KEYS)) {
    assert.match(name, /^[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)+$/);
    assert.match(help, /^[A-Z][^\n]*[^.\n]$/);
  }
});

Deno.test("the repository can never set what starting does about trust", () => {
  assert.equal(KEYS["trust.start"].class, "user-only");
});
