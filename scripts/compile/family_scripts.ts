import { join } from "node:path";
import type { CommandEntry } from "../../src/cli/command_entry.ts";
import { legacyFlagsOf } from "../../src/cli/legacy.ts";
import { makeBundle, makeScript } from "./bundle.ts";
import { chooserOf } from "./chooser.ts";
import { families, type Family } from "./families.ts";
import { OUTSIDE } from "./outside.ts";

/** A place to work in, and where the program is. */
export interface FamilyScripts {
  readonly repository: string;
  /** An empty directory of the caller's. */
  readonly work: string;
  /** The bundle of the whole program; it gets the scripts. */
  readonly bundle: string;
}

/**
 * Puts beside the bundle of the whole program, which becomes `all.js`, one script for each family of
 * commands, and makes `main.js` choose. A script is one text without imports, so that compiled code
 * can be kept with it (see `rehearse`).
 */
export async function addFamilyScripts({ repository, work, bundle }: FamilyScripts): Promise<void> {
  for (const family of families()) {
    const entry = join(work, `${family.name}.ts`);
    await Deno.writeTextFile(entry, sourceOf(family, repository));
    const outdir = join(work, family.name);
    const script = await makeScript(
      { repository, entry, outdir },
      OUTSIDE.map(({ specifier }) => specifier),
    );
    await Deno.writeTextFile(join(bundle, `${family.name}.script`), wrap(script));
  }
  for (const { specifier, name, source } of OUTSIDE) {
    const from = source === null ? specifier : join(repository, "src", source);
    const entry = join(work, `${name}.ts`);
    await Deno.writeTextFile(entry, `export * from ${JSON.stringify(from)};\n`);
    await makeBundle({ repository, entry, outdir: bundle });
  }
  await Deno.rename(join(bundle, "main.js"), join(bundle, "all.js"));
  await Deno.writeTextFile(join(bundle, "main.js"), chooserOf(families(), []));
}

function sourceOf({ entries }: Family, repository: string): string {
  return [
    `import { runFamily } from ${JSON.stringify(join(repository, "src/cli/run_family.ts"))};`,
    "export default runFamily([",
    ...entries.map((entry) => `  ${commandOf(entry, repository)},`),
    "]);",
    "",
  ].join("\n");
}

/** Of the row in the table only what it takes to understand the words. */
function commandOf({ path, positionals, flags }: CommandEntry, repository: string): string {
  const syntax = {
    path,
    positionals: positionals.map((positional) => ({ ...positional, brief: "" })),
    flags: flags.map((flag) => ({ ...flag, brief: "" })),
  };
  const module = join(repository, "src/cli/commands", `${path.replaceAll(/[ -]/g, "_")}.ts`);
  const load = `() => import(${JSON.stringify(module)})`;
  const legacy = JSON.stringify(legacyFlagsOf(path));
  return `{ syntax: ${JSON.stringify(syntax)}, legacyFlags: ${legacy}, load: ${load} }`;
}

/**
 * A function of all that a script has of the outside: what a CommonJS module needs, and what loads
 * modules beside it.
 */
function wrap(script: string): string {
  const body = OUTSIDE.reduce(
    (text, { specifier, name }) => text.replaceAll(`import("${specifier}")`, `load("${name}")`),
    script,
  );
  if (/\bimport\(|\bimport\.meta\b/.test(body)) {
    throw new RangeError("A script of a family can load nothing: it has an import of its own");
  }
  // With one other character V8 takes two bytes for each.
  if (/[^\0-\x7f]/.test(body)) throw new RangeError("The script of a family is not ASCII");
  return `(function(require,module,load){${body}\n})`;
}
