import assert from "node:assert/strict";
import { scrubJson } from "./scrubbing.ts";

const TOKEN = `ghp_${"a1B2".repeat(9)}`;
const KEY_40 = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

Deno.test("string values are scrubbed at every depth and keys are not", () => {
  const value = { [TOKEN]: 1, a: [{ b: `x ${TOKEN}` }, TOKEN, 2, null, true] };
  assert.deepEqual(scrubJson(value), {
    [TOKEN]: 1,
    a: [{ b: "x [REDACTED:github-token]" }, "[REDACTED:github-token]", 2, null, true],
  });
});

Deno.test("a value in which nothing changed is the same object, also inside another", () => {
  const kept = { text: "nothing here", list: [1, "two"] };
  assert.equal(scrubJson(kept), kept);
  const scrubbed = scrubJson({ kept, changed: TOKEN });
  assert.ok(typeof scrubbed === "object" && scrubbed !== null);
  assert.equal(Object.values(scrubbed)[0], kept);
});

Deno.test("a key gives its value away", () => {
  assert.deepEqual(
    scrubJson({ SecretAccessKey: KEY_40, headers: { Authorization: "Basic dXNlcjpwYXNz" } }),
    {
      SecretAccessKey: "[REDACTED:aws-secret-key]",
      headers: { Authorization: "Basic [REDACTED:authorization]" },
    },
  );
  assert.deepEqual(scrubJson({ other: KEY_40 }), { other: KEY_40 });
  assert.deepEqual(scrubJson({ [`${TOKEN} authorization`]: TOKEN }), {
    [`${TOKEN} authorization`]: "[REDACTED:github-token]",
  });
});

Deno.test("keys like __proto__ and 1 stay what they are", () => {
  const value = JSON.parse(`{"__proto__": "${TOKEN}", "constructor": "${TOKEN}", "1": "x"}`);
  assert.equal(
    JSON.stringify(scrubJson(value)),
    '{"1":"x","__proto__":"[REDACTED:github-token]","constructor":"[REDACTED:github-token]"}',
  );
});
