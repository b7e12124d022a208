import * as z from "zod/mini";
import type { KeyType } from "./key.ts";
import { type Key, KEY_NAMES, keyDefinition } from "./keys.ts";

/** The values of a type as a YAML file has them. */
function valueSchema(type: KeyType): z.ZodMiniType {
  switch (type.kind) {
    case "boolean":
      return z.boolean();
    case "choice":
      return z.enum(type.choices as [string, ...string[]]);
    case "seconds":
      return z.number().check(z.gte(type.min), z.lte(type.max));
    case "count":
      return z.int().check(z.gte(type.min), z.lte(type.max));
    case "text":
      return z.string().check(z.minLength(1), z.regex(/^[^\p{Cc}]+$/u));
    case "words":
      return z.array(z.string().check(z.regex(/^[^\s,]+$/)));
  }
}

/** Checks one value of a key, parsed from a file. */
export function keySchema(key: Key): z.ZodMiniType {
  const { type, help } = keyDefinition(key);
  return valueSchema(type).check(z.describe(help));
}

/** The JSON Schema of a configuration file, for editors: keys with their dots, and as sections. */
export function configJsonSchema(): object {
  const flat = KEY_NAMES.map((key) => [key, keySchema(key)] as const);
  const sections = new Map<string, [string, z.ZodMiniType][]>();
  for (const [key, schema] of flat) {
    const dot = key.indexOf(".");
    const section = sections.get(key.slice(0, dot)) ?? [];
    sections.set(key.slice(0, dot), [...section, [key.slice(dot + 1), schema]]);
  }
  const nested = Array.from(sections, ([name, entries]) => [name, object(entries)] as const);
  return z.toJSONSchema(object([...flat, ...nested]), { target: "draft-7" });
}

function object(entries: readonly (readonly [string, z.ZodMiniType])[]): z.ZodMiniType {
  return z.looseObject(
    Object.fromEntries(entries.map(([name, schema]) => [name, z.optional(schema)])),
  );
}
