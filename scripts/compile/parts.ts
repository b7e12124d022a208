import { join } from "node:path";
import { makeBundle, makeModule } from "./bundle.ts";
import { writeEntries } from "./entries.ts";
import { partOf } from "./part.ts";

/** The program in parts: the text of each by its name (see {@link partOf}); {@link WORKER} is a module. */
export type Parts = ReadonlyMap<string, string>;

/** The name of the part that is what workers run: each finds by its own name what it is to do. */
export const WORKER = "worker";

/** The modules that ask for their own address. */
const WORKER_SOURCES = ["src/snapshot/piece_worker.ts", "src/store/digest_worker.ts"] as const;

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
  const entry = join(work, "workers.ts");
  await Deno.writeTextFile(
    entry,
    WORKER_SOURCES.map((source) => `import ${JSON.stringify(join(repository, source))};\n`).join(
      "",
    ),
  );
  const worker = await makeModule({ repository, entry, outdir: join(work, "worker") });
  return new Map([...parts, [WORKER, worker]]);
}
