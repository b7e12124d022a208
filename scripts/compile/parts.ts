import { join } from "node:path";
import { makeBundle, makeCommonModules, makeModule } from "./bundle.ts";
import { writeEntries } from "./entries.ts";

/**
 * The program in parts: the text of each by its name. It is an expression, a function of `require`,
 * `module` and `load`: what a CommonJS module needs, and what loads parts later; one that starts workers
 * also of what gives the address of what they run. That itself, {@link WORKER}, is a module.
 */
export type Parts = ReadonlyMap<string, string>;

/** The name of the part that is what workers run, the one module that asks for its own address. */
export const WORKER = "worker";

const WORKER_SOURCE = "src/snapshot/piece_worker.ts";
const SCHEME = "part:";
/** In a part it has no address. */
const ADDRESS_FUNCTION = "WORKER_ADDRESS";
const OWN_ADDRESS = "import.meta.url";

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
  const worker = await makeModule({
    repository,
    entry: join(repository, WORKER_SOURCE),
    outdir: join(work, "worker"),
  });
  return new Map([...parts, [WORKER, worker]]);
}

function nameOf(file: string): string {
  return file.replace(/\.js$/, "");
}

/** A bundler can leave outside what has a name of its own, but not what is a file beside it. */
function rename(text: string, files: readonly string[]): string {
  const renamed = text.replace(
    /"\.\/([\w.-]+\.js)"/g,
    (found, file: string) => files.includes(file) ? `"${SCHEME}${nameOf(file)}"` : found,
  );
  return renamed.replaceAll(OWN_ADDRESS, `${ADDRESS_FUNCTION}()`);
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
  const more = body.includes(ADDRESS_FUNCTION) ? `,${ADDRESS_FUNCTION}` : "";
  return `(function(require,module,load${more}){${body}\n})`;
}
