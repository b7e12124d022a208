import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type FixtureOptions,
  makeRepository,
  type RepositoryFixture,
} from "./repository_fixture.ts";
import type { Run } from "./run_orchestrator.ts";

/** Commands whose stdout is what was asked for: there a value may be. */
const SHOWS_VALUES = /^secrets (get|export|exec)\b/;

/** What a test knows better than the scanner. */
export interface CanaryOptions extends FixtureOptions {
  /** Files, relative to the base of the fixture, where a value belongs: what the test itself wrote. */
  readonly allowed?: RegExp;
}

/**
 * Makes a repository, lets a test use it, and then fails if one of the secret values has got anywhere: in
 * any encoding into a file below the base of the fixture (state, configuration, caches, logs, temporary
 * files), an object of git, a snapshot that is not encrypted, or what a command printed.
 */
export async function withCanaries(
  values: readonly string[],
  options: CanaryOptions,
  test: (repository: RepositoryFixture) => Promise<void>,
): Promise<void> {
  using original = makeRepository(options);
  const printed: string[] = [];
  const watched = watchedFixture(original, printed);
  await test(watched);
  const found = [
    ...printed.flatMap((text) => findCanaries(text, values).map((how) => `printed, ${how}`)),
    ...scanFiles(original.base, values, options.allowed ?? null),
    ...scanObjects(original, values),
    ...await scanSnapshots(original, values),
  ];
  assert.deepEqual(found, [], "a secret value has leaked");
}

/** The ways in which any of the values is in a text. */
export function findCanaries(text: string, values: readonly string[]): readonly string[] {
  return values.flatMap((value, index) =>
    writtenForms(value).filter(([, form]) => text.includes(form))
      .map(([how]) => `value ${index + 1} ${how}`)
  );
}

/** Made apart from how the program itself finds known values. */
function writtenForms(value: string): readonly (readonly [how: string, form: string])[] {
  const bytes = new TextEncoder().encode(value);
  const shifted = [0, 1, 2].map((count) => {
    const text = new Uint8Array([...new Array<number>(count).fill(0x20), ...bytes]).toBase64();
    // Only what does not depend on what stands before and behind.
    return text.slice(count === 0 ? 0 : 4, Math.floor((count + bytes.length) / 3) * 4);
  }).filter((form) => form.length >= 8);
  const url = encodeURIComponent(value);
  const json = JSON.stringify(value).slice(1, -1);
  return [
    ["plain", value],
    ["in latin-1", Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")],
    ["URL-encoded", url],
    ["URL-encoded", url.replace(/%../g, (escape) => escape.toLowerCase())],
    ["JSON-escaped", json],
    ["JSON-escaped twice", JSON.stringify(json).slice(1, -1)],
    ["in hexadecimal", bytes.toHex()],
    ...shifted.flatMap((form) => [
      ["in base64", form] as const,
      ["in base64url", form.replaceAll("+", "-").replaceAll("/", "_")] as const,
    ]),
  ];
}

function watchedFixture(fixture: RepositoryFixture, printed: string[]): RepositoryFixture {
  const watch = (args: readonly string[], run: Run): Run => {
    printed.push(run.stderr, ...(SHOWS_VALUES.test(args.join(" ")) ? [] : [run.stdout]));
    return run;
  };
  const run: RepositoryFixture["run"] = async (args, changes) =>
    watch(args, await fixture.run(args, changes));
  const done: RepositoryFixture["done"] = async (args, changes) => {
    const result = await run(args, changes);
    assert.equal(result.code, 0, `${args.join(" ")}: ${result.stdout}${result.stderr}`);
    return result;
  };
  return {
    ...fixture,
    run,
    done,
    json: async (args, changes) => JSON.parse((await done([...args, "--json"], changes)).stdout),
    line: async (text, changes) =>
      watch(text.split(" ").slice(1), await fixture.line(text, changes)),
  };
}

function scanFiles(
  base: string,
  values: readonly string[],
  allowed: RegExp | null,
): readonly string[] {
  return filesBelow(base, "").filter((name) => allowed?.test(name) !== true).flatMap((name) => {
    const bytes = Deno.readFileSync(join(base, name));
    const found = new Set([
      ...findCanaries(new TextDecoder().decode(bytes), values),
      ...findCanaries(new TextDecoder("latin1").decode(bytes), values),
      ...findCanaries(name, values),
    ]);
    return Array.from(found, (how) => `${name}: ${how}`);
  });
}

function filesBelow(base: string, below: string): readonly string[] {
  return Array.from(Deno.readDirSync(join(base, below))).flatMap(
    ({ name, isDirectory, isFile }) => {
      const path = below === "" ? name : `${below}/${name}`;
      if (isDirectory) return filesBelow(base, path);
      return isFile ? [path] : [];
    },
  );
}

/** Objects are compressed on disk. */
function scanObjects(fixture: RepositoryFixture, values: readonly string[]): readonly string[] {
  if (!fixture.exists(".git")) return [];
  const objects = fixture.git("cat-file", "--batch-all-objects", "--batch");
  return findCanaries(objects, values).map((how) => `objects of git: ${how}`);
}

/** Those without encryption; the others cannot be looked into without a key. */
async function scanSnapshots(
  fixture: RepositoryFixture,
  values: readonly string[],
): Promise<readonly string[]> {
  const names = filesBelow(fixture.base, "").filter((name) => name.endsWith(".tar.zst"));
  const found = await Promise.all(names.map(async (name) => {
    const file = join(fixture.base, name);
    const { stdout } = await fixture.done(["snapshot", "decrypt", file, "-"]);
    return findCanaries(stdout, values).map((how) => `${name}: ${how}`);
  }));
  return found.flat();
}
