import { join } from "node:path";
import { makeBundle, makeCommonModules } from "./bundle.ts";
import { writeEntries } from "./entries.ts";

/**
 * The program in parts: the text of each by its name. It is an expression, a function of `require`,
 * `module` and `load`: what a CommonJS module needs, and what loads parts later.
 */
export type Parts = ReadonlyMap<string, string>;

const SCHEME = "part:";

/** Cuts the program into parts. `work` is an empty directory of the caller's. */
export async function makeParts(repository: string, work: string): Promise<Parts> {
  const [modules, renamed, common] = ["modules", "renamed", "common"]
    .map((name) => join(work, name));
  if (modules === undefined || renamed === undefined || common === undefined) {
    throw new RangeError("There is no place for the parts");
  }
  await makeBundle({ repository, entries: await writeEntries(work, repository), outdir: modules });
  await Deno.mkdir(renamed);
  const files = [...Deno.readDirSync(modules)].map(({ name }) => name)
    .filter((name) => name.endsWith(".js")).sort();
  const entries = await Promise.all(files.map(async (file) => {
    const path = join(renamed, file);
    await Deno.writeTextFile(path, rename(await Deno.readTextFile(join(modules, file)), files));
    return path;
  }));
  await makeCommonModules({ repository, entries, outdir: common }, `${SCHEME}*`);
  const parts = await Promise.all(files.map(async (file) => {
    const text = await Deno.readTextFile(join(common, file));
    return [nameOf(file), wrap(text)] as const;
  }));
  return new Map(parts);
}

function nameOf(file: string): string {
  return file.replace(/\.js$/, "");
}

/** A bundler can leave outside what has a name of its own, but not what is a file beside it. */
function rename(text: string, files: readonly string[]): string {
  return text.replace(
    /"\.\/([\w.-]+\.js)"/g,
    (found, file: string) => files.includes(file) ? `"${SCHEME}${nameOf(file)}"` : found,
  );
}

function wrap(text: string): string {
  const body = text.replaceAll(/\bimport\("(part:|node:)/g, 'load("$1')
    .replaceAll(`("${SCHEME}`, '("').trimEnd();
  if (/\bimport\(|\bimport\.meta\b/.test(body) || body.includes(`"${SCHEME}`)) {
    throw new RangeError(
      "A part can load only parts and what Deno has: it has an import of its own",
    );
  }
  // With one other character V8 takes two bytes for each.
  if (/[^\0-\x7f]/.test(body)) throw new RangeError("A part is not ASCII");
  return `(function(require,module,load){${body}\n})`;
}
