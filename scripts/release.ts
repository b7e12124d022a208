/**
 * Builds a release; `scripts/release.sh` says how it is called.
 *
 * Exit codes: 0 built, 1 failed, 2 wrong usage, 69 no runtime to be had for a platform.
 */
import { dirname, join } from "node:path";
import denoJson from "../deno.json" with { type: "json" };
import { say } from "./compile/say.ts";
import { TARGETS } from "./compile/targets.ts";
import { parseReleaseOptions, UsageError } from "./release/options.ts";
import { packRelease } from "./release/pack_release.ts";
import { binaryOf } from "./release/platforms.ts";

const REPOSITORY = dirname(import.meta.dirname ?? "");

async function main(): Promise<number> {
  const { base, npmName } = parseReleaseOptions(Deno.args);
  const out = join(REPOSITORY, "dist", "release");
  await Deno.remove(out, { recursive: true }).catch(ignoreNotFound);
  const binaries = join(out, "binaries");
  for (const target of TARGETS) {
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        join(REPOSITORY, "scripts", "compile.ts"),
        "--release",
        "--target",
        target,
        "--out",
        join(binaries, binaryOf(target)),
      ],
      stdin: "null",
      stdout: "inherit",
      stderr: "inherit",
    }).output();
    if (code !== 0) return code;
  }
  await packRelease({
    repository: REPOSITORY,
    binaries,
    out,
    base,
    npmName,
    version: denoJson.version,
  });
  await Deno.remove(binaries, { recursive: true });
  say(`Release ${denoJson.version} is in ${out}`);
  return 0;
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

try {
  Deno.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  say(error.message);
  Deno.exitCode = 2;
}
