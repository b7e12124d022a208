import { basename, join } from "node:path";
import { runPinnedDeno } from "./pinned_deno.ts";

/** What a bundle is made from and where it goes. */
export interface BundleRequest {
  readonly repository: string;
  /** Absolute path of the module. */
  readonly entry: string;
  readonly outdir: string;
}

/** Bundles a module with all that it loads; what is loaded later goes into files of its own. */
export async function makeBundle(request: BundleRequest): Promise<void> {
  await bundle(request, ["--code-splitting"]);
}

/**
 * Bundles a module with all that it ever loads into the text of one CommonJS module; only what
 * `externals` names stays outside.
 */
export async function makeScript(
  request: BundleRequest,
  externals: readonly string[],
): Promise<string> {
  await bundle(request, ["--format=cjs", ...externals.map((name) => `--external=${name}`)]);
  return await Deno.readTextFile(join(request.outdir, bundledName(request.entry)));
}

async function bundle(
  { repository, entry, outdir }: BundleRequest,
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
      entry,
    ],
  });
}

/** The name that a bundled module has. */
export function bundledName(entry: string): string {
  return basename(entry).replace(/\.[a-z]+$/, ".js");
}
