import assert from "node:assert/strict";
import { type KnownSessions, resolveSession } from "../../src/session/resolve_session.ts";
import { failureOf } from "../support/scratch.ts";

const KNOWN: KnownSessions = {
  ids: ["261122-abc123", "261122-abd456", "261123-x7k2qf", "Upper-Case01", "261122"],
  pointers: { current: "261122-abc123", previous: "261122-gone00" },
  formerIds: () => new Map([["20250101-old", "261123-x7k2qf"], ["same", "261122-abc123"]]),
};

const FOUND: readonly (readonly [string, string, string])[] = [
  ["the current session by @", "@", "261122-abc123"],
  ["an exact id that is also a prefix", "261122", "261122"],
  ["an exact id", "261123-x7k2qf", "261123-x7k2qf"],
  ["an id in another case", "261123-X7K2QF", "261123-x7k2qf"],
  ["an id that has upper case in lower case", "upper-case01", "Upper-Case01"],
  ["a former id", "20250101-OLD", "261123-x7k2qf"],
  ["a unique prefix", "261123", "261123-x7k2qf"],
  ["a unique prefix in another case", "UPP", "Upper-Case01"],
  ["three characters after the date", "x7k", "261123-x7k2qf"],
  ["characters after the date in another case", "ABC", "261122-abc123"],
];

for (const [name, wanted, id] of FOUND) {
  Deno.test(`${name} is found`, () => {
    assert.equal(resolveSession(KNOWN, wanted), id);
  });
}

const MISSING: readonly (readonly [string, string])[] = [
  ["a previous session that is gone", "-"],
  ["no text", ""],
  ["two characters after the date", "x7"],
  ["a part in the middle", "7k2qf"],
  ["a prefix of a former id", "20250101"],
  ["a path", "../sessions/261122-abc123"],
  ["a property of every object", "constructor"],
];

for (const [name, wanted] of MISSING) {
  Deno.test(`${name} is not found`, async () => {
    const facts = await failureOf("session.not_found", () => resolveSession(KNOWN, wanted));
    assert.deepEqual(facts, { wanted, known: KNOWN.ids });
  });
}

Deno.test("a prefix of several ids is ambiguous and names them", async () => {
  const facts = await failureOf("session.ambiguous", () => resolveSession(KNOWN, "261122-ab"));
  assert.deepEqual(facts.matches, ["261122-abc123", "261122-abd456"]);
});

Deno.test("@ without a current session is not found", async () => {
  const known = { ...KNOWN, pointers: { current: null, previous: null } };
  await failureOf("session.not_found", () => resolveSession(known, "@"));
});
