import { join } from "node:path";
import { makeBundle, makeModule } from "./bundle.ts";
import { writeEntries } from "./entries.ts";
import { partOf } from "./part.ts";

/** The program in parts: the text of each by its name (see {@link partOf}); {@link WORKER} is a module. */
export type Parts = ReadonlyMap<string, string>;

/** The name of the part that is what workers run, the one module that asks for its own address. */
export const WORKER = "worker";

const WORKER_SOURCE = "src/snapshot/piece_worker.ts";

/** Cuts the program into parts. `work` is an empty directory of the caller's. */
export async function makeParts(repository: string, work: string): Promise<Parts> {
  const modules = join(work, "modules");
  await makeBundle({ repository, entries: await writeEntries(work, repository), outdir: modules });
  const files = [...Deno.readDirSync(modules)].map(({ name }) => name)
    .filter((name) => name.endsWith(".js")).sort();
  const parts = await Promise.all(files.map(async (file) => {
    const text = await Deno.readTextFile(join(modules, file));
    return [file.replace(/\.js$/, ""), partOf(text)] as const;
  }));
  const worker = await makeModule({
    repository,
    entry: join(repository, WORKER_SOURCE),
    outdir: join(work, "worker"),
  });
  return new Map([...parts, [WORKER, worker]]);
}
