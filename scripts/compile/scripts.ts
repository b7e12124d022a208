import { join } from "node:path";
import { WHOLE } from "./entries.ts";
import { families } from "./families.ts";
import type { ProgramFiles } from "./chooser.ts";
import { packOf } from "./pack.ts";
import type { Parts } from "./parts.ts";

/** The names of the parts that runs have loaded, of each run, by what they were entered by. */
export type Loaded = ReadonlyMap<string, readonly ReadonlySet<string>[]>;

/** The script of what every command loads. */
const CORE = "core";

/** Which parts lie together in which script, by the name of the script. */
export type Scripts = ReadonlyMap<string, readonly string[]>;

/**
 * Puts what the runs of each family load into one script, and into one for each family what only some
 * of them load; the script of the other commands has only what each of their runs loads.
 */
export function scriptsOf(loaded: Loaded): Scripts {
  const names = families().map(({ name }) => name);
  const sets = names.map((name) => new Set((loaded.get(name) ?? []).flatMap((run) => [...run])));
  const core = intersectionOf(sets);
  const own = [...sets, intersectionOf(loaded.get(WHOLE) ?? [])]
    .map((set) => [...set].filter((part) => !core.has(part)).sort());
  const placed = new Set(own.slice(0, names.length).flat());
  const whole = (own.at(-1) ?? []).filter((part) => !placed.has(part));
  return new Map([
    [CORE, [...core].sort()],
    ...names.map((name, index) => [name, own[index] ?? []] as const),
    [WHOLE, whole],
  ]);
}

function intersectionOf(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [first = new Set<string>(), ...others] = sets;
  return new Set([...first].filter((part) => others.every((set) => set.has(part))));
}

/** The files of a program; `prepared` are the scripts that have compiled code beside them. */
export function programFiles(scripts: Scripts, prepared: readonly string[]): ProgramFiles {
  const entries = [WHOLE, ...families().map(({ name }) => name)];
  const first = entries.map((entry) =>
    [entry, [CORE, entry].filter((name) => scripts.has(name))] as const
  );
  return { families: families(), scripts: new Map(first), prepared };
}

/** Writes the scripts, and the pack of all parts that are in none, into `directory`. */
export async function writeScripts(
  directory: string,
  parts: Parts,
  scripts: Scripts,
  loaded: Loaded = new Map(),
): Promise<void> {
  const elsewhere = new Map(
    [...scripts].flatMap(([name, names]) => names.map((part) => [part, name] as const)),
  );
  for (const [name, names] of scripts) {
    const rows = names.map((part) => `${JSON.stringify(part)}:${parts.get(part) ?? missing(part)}`);
    await Deno.writeTextFile(join(directory, `${name}.script`), `({${rows.join(",\n")}})`);
  }
  const plain = new Set([...loaded.values()].flat().flatMap((run) => [...run]));
  const rest = new Map([...parts].filter(([name]) => !elsewhere.has(name)));
  await Deno.writeFile(join(directory, "rest.pack"), packOf({ parts: rest, elsewhere, plain }));
}

function missing(part: string): never {
  throw new RangeError(`There is no part "${part}"`);
}
