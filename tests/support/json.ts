import assert from "node:assert/strict";
import type { Run } from "./run_orchestrator.ts";

/** A value of a JSON document. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The one document on stdout. Fails if there is anything else on it. */
export function jsonOf(run: Run): Json {
  assert.match(run.stdout, /^\{.*\}\n$/, `not one document: ${run.stdout}\n${run.stderr}`);
  return parseJson(run.stdout);
}

/** Parses a text; the type says what can be in it. */
export function parseJson(text: string): Json {
  return JSON.parse(text);
}

/** The value below a path of keys and positions; fails where there is none. */
export function at(value: Json, ...path: readonly (string | number)[]): Json {
  const found = find(value, ...path);
  if (found !== undefined) return found;
  assert.fail(`Nothing at ${path.join(".")} of ${JSON.stringify(value).slice(0, 2000)}`);
}

/** The value below a path of keys and positions; undefined where there is none. */
export function find(value: Json, ...path: readonly (string | number)[]): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path) {
    if (Array.isArray(found) && typeof step === "number") found = found.at(step);
    else if (isObject(found) && typeof step === "string" && Object.hasOwn(found, step)) {
      found = found[step];
    } else return undefined;
  }
  return found;
}

/** Like {@link at}, for a text. */
export function textAt(value: Json, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  assert.ok(typeof found === "string", `No text at ${path.join(".")}: ${JSON.stringify(found)}`);
  return found;
}

/** Like {@link at}, for a number. */
export function numberAt(value: Json, ...path: readonly (string | number)[]): number {
  const found = at(value, ...path);
  assert.ok(typeof found === "number", `No number at ${path.join(".")}: ${JSON.stringify(found)}`);
  return found;
}

/** Like {@link at}, for a list. */
export function listAt(value: Json, ...path: readonly (string | number)[]): Json[] {
  const found = at(value, ...path);
  assert.ok(Array.isArray(found), `No list at ${path.join(".")}: ${JSON.stringify(found)}`);
  return found;
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
