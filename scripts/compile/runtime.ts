import { join } from "node:path";
import { cutOutRuntime } from "./cut_out.ts";
import { type Options, UsageError } from "./options.ts";
import { PINNED, runPinnedDeno } from "./pinned_deno.ts";

/** How long the site that offers runtimes may take to answer, in milliseconds. */
const PROBE_TIMEOUT = 5_000;

/** The runtime to put before the program. */
export interface Runtime {
  /** In words, where it comes from. */
  readonly origin: string;
  /** The file to use; without it the compiler takes its own download. */
  readonly path?: string;
}

/**
 * Finds a runtime for `options.target`: the one that `DENORT_BIN` names, the one that the compiler
 * downloads, or for tests the one cut out of an npm package. `undefined` if none can be had.
 *
 * @throws {UsageError} `DENORT_BIN` is set for a release, whose runtime must come from its maker.
 */
export async function findRuntime(
  options: Options,
  repository: string,
): Promise<Runtime | undefined> {
  const given = Deno.env.get("DENORT_BIN");
  if (given) {
    if (options.release) {
      throw new UsageError("A release takes the runtime that Deno downloads: unset DENORT_BIN");
    }
    return { origin: "DENORT_BIN", path: given };
  }
  if (await hasDownload(options, repository)) return { origin: "Deno's own download" };
  if (options.release) return undefined;
  const path = await cutOutRuntime(repository, options.target);
  return path === undefined
    ? undefined
    : { origin: "cut out of an npm package, for tests only", path };
}

/** Whether the compiler has the runtime already or will be able to download it. */
async function hasDownload(options: Options, repository: string): Promise<boolean> {
  const archive = `release/v${PINNED}/denort-${options.target}.zip`;
  const info: unknown = JSON.parse(
    await runPinnedDeno({ repository, cwd: repository, args: ["info", "--json"] }),
  );
  if (typeof info === "object" && info !== null && "denoDir" in info) {
    if (await exists(join(String(info.denoDir), "dl", archive))) return true;
  }
  try {
    const response = await fetch(`https://dl.deno.land/${archive}`, {
      method: "HEAD",
      signal: AbortSignal.timeout(PROBE_TIMEOUT),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // A network that refuses, fails or does not answer is one that the compiler cannot use either.
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
