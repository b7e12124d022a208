/**
 * Builds the program into one binary: `scripts/compile.ts [--target TARGET] [--release]
 * [--entry FILE] [--out FILE]`. The bundle it is made of stays in `dist/bundle`.
 *
 * Exit codes: 0 built or up to date, 1 failed, 2 wrong usage, 69 no runtime to be had.
 */
import { basename, dirname, join } from "node:path";
import { hashInputs, isUpToDate, writeRecord } from "./compile/build_record.ts";
import { bundledName, makeBundle } from "./compile/bundle.ts";
import { makeProgram } from "./compile/program.ts";
import { type Options, parseOptions, UsageError } from "./compile/options.ts";
import { DenoError, runPinnedDeno } from "./compile/pinned_deno.ts";
import { findRuntime, type Runtime } from "./compile/runtime.ts";
import { say } from "./compile/say.ts";
import type { Target } from "./compile/targets.ts";

/** `EX_UNAVAILABLE` of sysexits.h. */
const NO_RUNTIME = 69;

/** The least that the program needs; a permission it lacks is refused, never asked for. */
const PERMISSIONS = [
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-run",
  "--allow-sys",
  "--no-prompt",
];

const REPOSITORY = dirname(import.meta.dirname ?? "");

async function build(options: Options): Promise<number> {
  const inputs = await hashInputs(options, REPOSITORY);
  const isProgram = options.entry === join(REPOSITORY, "main.ts");
  const bundleReady = !isProgram || await isDirectory(join(REPOSITORY, "dist", "bundle"));
  if (bundleReady && await isUpToDate(options, REPOSITORY, inputs)) {
    say(`Up to date: ${options.out}`);
    return 0;
  }
  await Deno.mkdir(join(REPOSITORY, ".cache"), { recursive: true });
  const work = await Deno.makeTempDir({ dir: join(REPOSITORY, ".cache"), prefix: "compile-" });
  try {
    const bundle = join(work, "bundle");
    await makeBundle({ repository: REPOSITORY, entries: [options.entry], outdir: bundle });
    await finishDirectory(bundle);
    if (isProgram) await keepBundle(bundle, work);
    const runtime = await findRuntime(options, REPOSITORY);
    if (runtime === undefined) {
      // What an earlier build left there is not what the sources say now.
      await Deno.remove(options.out).catch(ignoreNotFound);
      say(
        options.release
          ? `Cannot compile: Deno's own runtime for ${options.target} cannot be downloaded, and a release takes no other`
          : `Cannot compile: no runtime for ${options.target} could be had`,
      );
      return NO_RUNTIME;
    }
    const entry = isProgram
      ? await programEntry(options.target, work, runtime)
      : join(bundle, bundledName(options.entry));
    const unfinished = join(work, basename(options.out));
    await compile(options.target, entry, runtime, unfinished);
    await publish(unfinished, options.out);
    await writeRecord(options, REPOSITORY, inputs);
    say(`Compiled ${options.out} (runtime: ${runtime.origin})`);
    return 0;
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

/** Makes the program in parts and returns the path of its first module. */
async function programEntry(target: Target, work: string, runtime: Runtime): Promise<string> {
  const directory = join(work, "program");
  await Deno.mkdir(directory);
  const entry = join(directory, "main.js");
  const compileIt = (out: string) => compile(target, entry, runtime, out);
  await makeProgram({ repository: REPOSITORY, work, directory, target, compile: compileIt });
  return entry;
}

async function finishDirectory(directory: string): Promise<void> {
  // The configuration of the repository must not apply to what is compiled.
  await Deno.writeTextFile(join(directory, "deno.json"), "{}\n");
  // The binary records these times; without them the same sources give the same bytes.
  for await (const { name } of Deno.readDir(directory)) {
    await Deno.utime(join(directory, name), 0, 0);
  }
}

/** Replaces `dist/bundle` by a copy of `bundle`, never showing a part of it. */
async function keepBundle(bundle: string, work: string): Promise<void> {
  const copy = join(work, "copy");
  await Deno.mkdir(copy);
  for await (const { name } of Deno.readDir(bundle)) {
    await Deno.copyFile(join(bundle, name), join(copy, name));
  }
  const kept = join(REPOSITORY, "dist", "bundle");
  await Deno.mkdir(dirname(kept), { recursive: true });
  await Deno.rename(kept, join(work, "replaced")).catch(ignoreNotFound);
  await Deno.rename(copy, kept);
}

async function compile(
  target: Target,
  entry: string,
  runtime: Runtime,
  unfinished: string,
): Promise<void> {
  await finishDirectory(dirname(entry));
  await runPinnedDeno({
    repository: REPOSITORY,
    cwd: dirname(entry),
    args: [
      "compile",
      "--quiet",
      "--no-check",
      // The cache would be a file with a predictable name in a directory that anyone can write.
      "--no-code-cache",
      ...PERMISSIONS,
      "--target",
      target,
      ...await includesOf(dirname(entry)),
      "--output",
      unfinished,
      basename(entry),
    ],
    ...(runtime.path === undefined ? {} : { env: { DENORT_BIN: runtime.path } }),
  });
}

/** The flags that put what is no module into the binary. */
async function includesOf(directory: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(directory)) {
    if (/\.(?:script|prepared|pack)$/.test(name)) names.push(name);
  }
  return names.sort().flatMap((name) => ["--include", name]);
}

async function publish(unfinished: string, out: string): Promise<void> {
  await Deno.mkdir(dirname(out), { recursive: true });
  // A copy next to the place first, since a rename does not cross file systems.
  const nearby = `${out}.${basename(dirname(unfinished))}`;
  await Deno.copyFile(unfinished, nearby);
  await Deno.rename(nearby, out);
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    ignoreNotFound(error);
    return false;
  }
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

async function main(): Promise<number> {
  try {
    return await build(parseOptions(Deno.args, REPOSITORY, Deno.cwd()));
  } catch (error) {
    if (error instanceof UsageError || error instanceof DenoError || error instanceof RangeError) {
      say(error.message);
      return error instanceof UsageError ? 2 : 1;
    }
    throw error;
  }
}

Deno.exitCode = await main();
