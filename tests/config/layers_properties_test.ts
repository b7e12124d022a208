import assert from "node:assert/strict";
import fc from "fast-check";
import type { AnyValue, KeyType, Written } from "../../src/config/key.ts";
import { type Key, KEY_NAMES, keyDefinition } from "../../src/config/keys.ts";
import { type Layer, resolveKey, winnerOf } from "../../src/config/resolve_key.ts";
import { readSetting } from "../../src/config/read_setting.ts";
import { variableName } from "../../src/config/variable_name.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { fileWith, sourcesOf } from "./support/sources.ts";

/** What a layer of the model says: nothing, a value in one of its spellings, or something wrong. */
type Saying =
  | { readonly is: "absent" }
  | { readonly is: "present"; readonly written: string; readonly value: AnyValue }
  | { readonly is: "invalid"; readonly written: string };

const LAYERS = ["flag", "environment", "repository", "user"] as const;

/** Good spellings with their values, and wrong ones, for each type. */
function sayings(type: KeyType): fc.Arbitrary<Saying> {
  return fc.oneof(
    fc.constant<Saying>({ is: "absent" }),
    goodOf(type).map(([written, value]): Saying => ({ is: "present", written, value })),
    wrongOf(type).map((written): Saying => ({ is: "invalid", written })),
  );
}

function goodOf(type: KeyType): fc.Arbitrary<readonly [string, AnyValue]> {
  switch (type.kind) {
    case "boolean":
      return fc.constantFrom(["true", true], ["No", false], ["on", true], ["0", false]);
    case "choice":
      return fc.constantFrom(...type.choices).map((choice) => [choice, choice] as const);
    case "seconds":
      return fc.integer({ min: type.min, max: type.max - 1 })
        .map((n) => [`${n}.5`, n + 0.5] as const);
    case "count":
      return fc.integer({ min: type.min, max: type.max }).map((n) => [`${n}`, n] as const);
    case "text":
      return fc.stringMatching(/^[a-z/][a-z /]{0,8}[a-z]$/).map((text) => [text, text] as const);
    case "words":
      return fc.array(fc.stringMatching(/^[a-z0-9]{1,5}$/), { minLength: 1, maxLength: 3 })
        .map((words) => [words.join(", "), words] as const);
  }
}

function wrongOf(type: KeyType): fc.Arbitrary<string> {
  switch (type.kind) {
    case "boolean":
    case "choice":
      return fc.constantFrom("maybe", "truee", "{}", "9");
    case "seconds":
    case "count":
      return fc.constantFrom("-1", "many", "1e9", "99999999", "NaN");
    case "text":
    case "words":
      return fc.constantFrom("a\u0000b", "\u001b[2J", "x\u0085y");
  }
}

interface Situation {
  readonly key: Key;
  readonly said: Readonly<Record<(typeof LAYERS)[number], Saying>>;
  readonly granted: boolean;
}

const situation: fc.Arbitrary<Situation> = fc.constantFrom(...KEY_NAMES).chain((key) => {
  const { type, flag } = keyDefinition(key);
  const saying = sayings(type);
  return fc.record({
    key: fc.constant(key),
    said: fc.record({
      flag: flag === undefined ? fc.constant<Saying>({ is: "absent" }) : saying,
      environment: saying,
      repository: saying,
      user: saying,
    }),
    granted: fc.boolean(),
  });
});

/** The rules in their shortest form: the first layer that may speak and does, decides. */
function model({ key, said, granted }: Situation): { layer: Layer; value: AnyValue | "invalid" } {
  const definition = keyDefinition(key);
  for (const layer of LAYERS) {
    const saying = said[layer];
    const mayNot = layer === "repository" &&
      (definition.class === "user-only" ||
        (definition.class === "dangerous" && !granted && saying.is !== "invalid"));
    if (saying.is === "absent" || mayNot) continue;
    return { layer, value: saying.is === "present" ? saying.value : "invalid" };
  }
  return { layer: "default", value: definition.default };
}

function writtenIn(saying: Saying): Written {
  return saying.is === "absent" ? null : saying.written;
}

function layersOf({ key, said }: Situation) {
  const { flag } = keyDefinition(key);
  const file = (layer: "repository" | "user") => {
    const written = writtenIn(said[layer]);
    return fileWith(layer, written === null ? {} : { [key]: written });
  };
  const variable = writtenIn(said.environment);
  return {
    flags: flag === undefined ? {} : { [flag]: writtenIn(said.flag) },
    env: typeof variable === "string" ? { [variableName(key)]: variable } : {},
    repository: file("repository"),
    user: file("user"),
  };
}

Deno.test("a setting is what the first layer that may speak says, for every key", async () => {
  await fc.assert(
    fc.asyncProperty(situation, async (given) => {
      const { layer, value } = model(given);
      const sources = sourcesOf(layersOf(given));
      const reading = readSetting(given.key, sources, { granted: given.granted });
      if (value === "invalid") {
        await assert.rejects(reading, (error) => {
          assert.ok(error instanceof OrchestratorError);
          assert.equal(error.failure.code, "config.invalid");
          return true;
        });
        return;
      }
      const found = await reading;
      assert.deepEqual([found.layer, found.value], [layer, value]);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("what is shown of the layers has one winner, and each loser says why", () => {
  fc.assert(
    fc.property(situation, (given) => {
      const { flags, ...layers } = layersOf(given);
      const flag = Object.values(flags)[0] ?? null;
      const candidates = resolveKey(given.key, { ...layers, flag, granted: given.granted });
      const spoken = LAYERS.filter((layer) => given.said[layer].is !== "absent");
      assert.deepEqual(candidates.map(({ layer }) => layer), [...spoken, "default"]);
      assert.equal(candidates.filter(({ fate }) => fate === "wins").length, 1);
      const { layer, value } = model(given);
      if (value !== "invalid") assert.equal(winnerOf(candidates).layer, layer);
      const at = candidates.findIndex(({ fate }) => fate === "wins");
      for (const [index, { fate, value }] of candidates.entries()) {
        if (fate === "overridden") assert.ok(index > at && value !== null);
        if (fate === "invalid") assert.equal(value, null);
      }
    }),
    { numRuns: 1000 },
  );
});
