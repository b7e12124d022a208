import { basename, join } from "node:path";
import { runPinnedDeno } from "./pinned_deno.ts";

/** What a bundle is made from and where it goes. */
export interface BundleRequest {
  readonly repository: string;
  /** Absolute paths of the modules that it is entered by. */
  readonly entries: readonly string[];
  readonly outdir: string;
}

/** Bundles modules with all that they load; what they share, or load later, goes into files of its own. */
export async function makeBundle(request: BundleRequest): Promise<void> {
  await bundle(request, ["--code-splitting"]);
}

/** Bundles a module with all that it loads into the text of one. */
export async function makeModule(
  request: Omit<BundleRequest, "entries"> & { readonly entry: string },
): Promise<string> {
  const { entry, outdir } = request;
  await bundle({ ...request, entries: [entry] }, []);
  return await Deno.readTextFile(join(outdir, bundledName(entry)));
}

async function bundle(
  { repository, entries, outdir }: BundleRequest,
  format: readonly string[],
): Promise<void> {
  await runPinnedDeno({
    repository,
    cwd: repository,
    args: [
      "bundle",
      "--quiet",
      "--config",
      join(repository, "deno.json"),
      ...(Deno.env.get("CI") ? ["--frozen"] : []),
      "--minify",
      // "browser" is what makes "yaml" resolve to its ES modules.
      "--platform=browser",
      ...format,
      "--outdir",
      outdir,
      ...entries,
    ],
  });
}

/** The name that a bundled module has. */
export function bundledName(entry: string): string {
  return basename(entry).replace(/\.[a-z]+$/, ".js");
}
