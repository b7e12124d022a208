import { join } from "node:path";
import { PINNED, runPinnedDeno } from "./pinned_deno.ts";
import { say } from "./say.ts";
import { sha256 } from "./sha256.ts";
import type { Target } from "./targets.ts";

/** The npm package whose program is compiled with the very runtime that {@linkcode PINNED} uses. */
const PACKAGE = "@stdy/cli-linux-x64";
const PACKAGE_VERSION = "0.22.2";
const PROGRAM_SHA256 = "9716bb192746f093b86a280c5e30f87b5461fcefde4c275648357273b468bc8b";

/** What remains of the program without its data. */
const RUNTIME_SHA256 = "f12d5d3886d5ea138304fb8d67d7396cfbedf53656676132152cb89f3fa4d8e6";

/** The only target that the runtime runs on. */
const RUNTIME_TARGET: Target = "x86_64-unknown-linux-gnu";

/**
 * The path of the runtime cut out of {@linkcode PACKAGE}, for builds that only tests run, or
 * `undefined` if there is none for `target` or the package cannot be had.
 *
 * @throws {RangeError} A file is not the one whose hash is written here.
 */
export async function cutOutRuntime(
  repository: string,
  target: Target,
): Promise<string | undefined> {
  if (target !== RUNTIME_TARGET) return undefined;
  const cache = join(repository, ".cache");
  const kept = join(cache, `denort-${PINNED}`);
  if (await isRuntime(kept)) return kept;
  await Deno.mkdir(cache, { recursive: true });
  const work = await Deno.makeTempDir({ dir: cache, prefix: "denort-" });
  try {
    const program = await fetchProgram(repository, work);
    if (program === undefined) return undefined;
    requireHash(program, PROGRAM_SHA256);
    const runtime = program.subarray(0, program.length - appendedLength(program));
    requireHash(runtime, RUNTIME_SHA256);
    const complete = join(work, "denort");
    await Deno.writeFile(complete, runtime, { mode: 0o755 });
    await Deno.rename(complete, kept);
    return kept;
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

async function isRuntime(path: string): Promise<boolean> {
  try {
    return sha256(await Deno.readFile(path)) === RUNTIME_SHA256;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function fetchProgram(repository: string, work: string): Promise<Uint8Array | undefined> {
  await Deno.writeTextFile(join(work, "deno.json"), '{ "nodeModulesDir": "auto" }\n');
  try {
    await runPinnedDeno({
      repository,
      cwd: work,
      args: ["install", "--quiet", "--no-lock", `npm:${PACKAGE}@${PACKAGE_VERSION}`],
      // Its own cache, so that nothing of the package stays behind.
      env: { DENO_DIR: join(work, "deno_dir") },
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    say(`Cannot fetch ${PACKAGE}: ${error.message}`);
    return undefined;
  }
  return await Deno.readFile(join(work, "node_modules", PACKAGE, "bin", "steady"));
}

/**
 * How many bytes follow the runtime in a compiled program: its last 8 bytes say so, little endian
 * and counting themselves.
 */
function appendedLength(program: Uint8Array): number {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  return Number(view.getBigUint64(program.byteLength - 8, true));
}

function requireHash(bytes: Uint8Array, expected: string): void {
  const actual = sha256(bytes);
  if (actual !== expected) {
    throw new RangeError(`Cannot use ${PACKAGE}: SHA-256 is ${actual}, and must be ${expected}`);
  }
}
