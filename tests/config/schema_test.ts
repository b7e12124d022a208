import assert from "node:assert/strict";
import fc from "fast-check";
import type { Written } from "../../src/config/key.ts";
import { KEY_NAMES, keyDefinition } from "../../src/config/keys.ts";
import { parseValue } from "../../src/config/parse_value.ts";
import { configJsonSchema, keySchema } from "../../src/config/schema.ts";
import { at } from "../support/json.ts";

/** Values as a YAML file has them. */
const value = fc.oneof(
  fc.boolean(),
  fc.integer({ min: -5, max: 2_000_000 }),
  fc.constantFrom(0.5, 86_400, 86_400.5, "grant", "off", "minimal", "", "a b", "a\u0007"),
  fc.array(fc.constantFrom("age1x", "a b", "a,b", "z"), { maxLength: 2 }),
);

Deno.test("the hand-written checks of values agree with the schemas", () => {
  fc.assert(
    fc.property(fc.constantFrom(...KEY_NAMES), value, (key, value) => {
      const { type } = keyDefinition(key);
      // Texts that stand for other types are an allowance for variables.
      const isText = type.kind === "text" || type.kind === "choice";
      if (typeof value === "string" ? !isText : isText) return;
      // A number is a text of digits to whoever reads a file by its characters.
      if (type.kind === "boolean" && (value === 0 || value === 1)) return;
      if (type.kind === "words" && !Array.isArray(value)) return;
      const written: Written = Array.isArray(value) ? value : String(value);
      const accepted = keySchema(key).safeParse(value).success;
      assert.equal(parseValue(type, written) !== null, accepted, `${key} ${JSON.stringify(value)}`);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("every default is a value of its type, or says that there is none", () => {
  for (const key of KEY_NAMES) {
    const { default: fallback } = keyDefinition(key);
    if (fallback !== "") assert.ok(keySchema(key).safeParse(fallback).success, key);
  }
});

Deno.test("the schema for editors has every key with its dots and in its section", () => {
  const schema = JSON.parse(JSON.stringify(configJsonSchema()));
  for (const key of KEY_NAMES) {
    const [section = "", name = ""] = key.split(".");
    const { help } = keyDefinition(key);
    assert.equal(at(schema, "properties", key, "description"), help);
    assert.equal(at(schema, "properties", section, "properties", name, "description"), help);
  }
});
