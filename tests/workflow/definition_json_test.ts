import assert from "node:assert/strict";
import fc from "fast-check";
import { definitionFromJson, definitionToJson } from "../../src/workflow/definition_json.ts";
import { DEFAULT_DEFINITION } from "../../src/workflow/default_workflow.ts";
import type { JsonObject, JsonValue } from "../../src/workflow/json.ts";
import { normaliseItem } from "../../src/workflow/normalise.ts";
import { definitionSchema } from "../../src/workflow/schema.ts";

const optional = { requiredKeys: ["id", "name"] as ["id", "name"] };
const text = fc.option(fc.string());
const texts = fc.array(fc.string(), { maxLength: 3 });
const secrets = fc.array(
  fc.constantFrom("API_KEY", "team/TOKEN", "lower"),
  { maxLength: 3 },
);
const yes = fc.constantFrom<JsonValue>(true, false, "yes", "OFF", "t", 1, 0, "0");
// Text has no negative zero: JSON writes it as 0.
const json: fc.Arbitrary<JsonValue> = fc.jsonValue({ maxDepth: 2 }).map((value) =>
  JSON.parse(JSON.stringify(value))
);

const verification = fc.record({
  type: fc.constantFrom("file_exists", "command", "manual_gate", "none"),
  path: text,
  command: text,
  expect_exit_code: fc.oneof(fc.integer(), fc.constantFrom("7", "-0", " 12 ", "+3")),
  description: text,
  timeout: json,
}, { requiredKeys: [] });

const item = fc.record({
  id: fc.constantFrom("item", "größe", "__proto__x", "1"),
  name: fc.string(),
  description: text,
  required: yes,
  skippable: yes,
  skip_conditions: texts,
  verification,
  agent: text,
  notes: texts,
  step_type: fc.constantFrom("gate", "required", "documented", "flexible"),
  evidence_schema: text,
  evidence_prompt: text,
  secrets,
  validation: json,
}, optional);

const phase = fc.record({
  id: fc.constantFrom("PLAN", "A-B C", "Ü"),
  name: fc.string(),
  description: text,
  agent: text,
  executor: text,
  items: fc.array(item, { maxLength: 3 }),
  exit_gate: text,
  notes: texts,
  required_reviews: texts,
  phase_type: fc.constantFrom("strict", "guided", "autonomous"),
  intended_tools: texts,
}, optional);

const definition = fc.record({
  name: fc.string(),
  version: fc.string(),
  description: text,
  phases: fc.array(phase, { maxLength: 3 }),
  secrets,
  settings: fc.dictionary(fc.string(), json, { maxKeys: 3, noNullPrototype: true }),
}, { requiredKeys: ["name", "phases"] }).map((value) => withUniqueIds(value as JsonObject));

/** Puts another value in place of one somewhere in the tree, or leaves one out. */
const mutated = fc.tuple(definition, fc.nat(), fc.option(json)).map(([value, at, other]) => {
  const places: { holder: Record<string, JsonValue>; key: string }[] = [];
  const copy = structuredClone(value) as JsonValue;
  collect(copy, places);
  const place = places[at % Math.max(places.length, 1)];
  if (place !== undefined) {
    if (other === null) delete place.holder[place.key];
    else place.holder[place.key] = other;
  }
  return copy;
});

function collect(
  value: JsonValue,
  places: { holder: Record<string, JsonValue>; key: string }[],
): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (!Array.isArray(value)) places.push({ holder: value as Record<string, JsonValue>, key });
    collect(child as JsonValue, places);
  }
}

function withUniqueIds(value: JsonObject): JsonObject {
  let count = 0;
  const number = (from: JsonObject): JsonObject => ({ ...from, id: `${from["id"]}${count++}` });
  return {
    ...value,
    phases: (value["phases"] as readonly JsonObject[]).map((from) => ({
      ...number(from),
      ...(Array.isArray(from["items"]) ? { items: from["items"].map(number) } : {}),
    })),
  };
}

function bySchema(value: JsonValue): unknown {
  const parsed = definitionSchema.safeParse(value);
  if (!parsed.success) return null;
  const phases = parsed.data.phases.map((from) => ({
    ...from,
    items: from.items.map(normaliseItem),
  }));
  return { ...parsed.data, phases };
}

Deno.test("reading a pinned definition agrees with the schema", () => {
  fc.assert(fc.property(definition, (value) => {
    const read = definitionFromJson(value);
    assert.notEqual(read, null);
    assert.deepEqual(read, bySchema(value));
  }));
});

Deno.test("reading a damaged definition agrees with the schema", () => {
  fc.assert(
    fc.property(mutated, (value) => assert.deepEqual(definitionFromJson(value), bySchema(value))),
    { numRuns: 500 },
  );
});

Deno.test("writing a definition and reading it back gives the same", () => {
  fc.assert(fc.property(definition, (value) => {
    const read = definitionFromJson(value);
    assert(read !== null);
    const written: JsonValue = JSON.parse(JSON.stringify(definitionToJson(read)));
    assert.deepEqual(definitionFromJson(written), read);
  }));
});

Deno.test("defaults are not written", () => {
  const sparse = {
    name: "x",
    version: "1.0",
    phases: [{ id: "A", name: "a", items: [{ id: "a", name: "a" }] }],
    settings: {},
  };
  const read = definitionFromJson(sparse);
  assert(read !== null);
  assert.deepEqual(definitionToJson(read), sparse);
});

Deno.test("a definition as the predecessor stores it reads, whatever its checks lack", () => {
  const read = definitionFromJson({
    name: "x",
    version: "2.1",
    description: null,
    phases: [{
      id: "A",
      name: "a",
      items: [{
        id: "a",
        name: "a",
        required: true,
        skippable: true,
        verification: { type: "file_exists", path: null, command: null, expect_exit_code: 0 },
        step_type: "gate",
      }],
    }],
    settings: {},
  });
  assert.equal(read?.phases[0]?.items[0]?.verification.type, "file_exists");
  assert.equal(read?.phases[0]?.items[0]?.skippable, false);
});

Deno.test("of several items or phases with one id the first counts", () => {
  const read = definitionFromJson({
    name: "x",
    phases: [
      { id: "A", name: "first", items: [{ id: "a", name: "one" }, { id: "a", name: "two" }] },
      { id: "A", name: "second" },
      { id: "B", name: "b", items: [{ id: "a", name: "three" }, { id: "b", name: "four" }] },
    ],
  });
  assert.deepEqual(
    read?.phases.map(({ name, items }) => [name, ...items.map((item) => item.name)]),
    [["first", "one"], ["b", "four"]],
  );
});

Deno.test("what is no definition reads as null", () => {
  const values: readonly JsonValue[] = [null, 1, "x", [], {}, { name: "x" }, { phases: [] }];
  for (const value of values) assert.equal(definitionFromJson(value), null, JSON.stringify(value));
  assert.notEqual(definitionFromJson(DEFAULT_DEFINITION), null);
});
