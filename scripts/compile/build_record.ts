import { join } from "node:path";
import type { Options } from "./options.ts";
import { PINNED, runPinnedDeno } from "./pinned_deno.ts";
import { sha256 } from "./sha256.ts";

/** What tells whether a binary must be built again. */
export interface BuildRecord {
  /** The hash of everything that goes into the binary. */
  readonly inputs: string;
  /** Size in bytes and modification time in milliseconds of the binary. */
  readonly output: string;
}

/** The hash of every local file that `options.entry` loads, and of what else forms the binary. */
export async function hashInputs(options: Options, repository: string): Promise<string> {
  const files = [
    ...await localModules(options.entry, repository),
    ...await localModules(join(repository, "src", "cli", "run_family.ts"), repository),
    join(repository, "deno.json"),
    join(repository, "deno.lock"),
    join(repository, "scripts", "compile.ts"),
    ...[...Deno.readDirSync(join(repository, "scripts", "compile"))]
      .map((entry) => join(repository, "scripts", "compile", entry.name)).sort(),
  ];
  const lines = [PINNED, JSON.stringify(options), Deno.env.get("DENORT_BIN") ?? ""];
  for (const file of files) lines.push(`${sha256(await Deno.readFile(file))} ${file}`);
  return sha256(lines.join("\n"));
}

/** The state of the binary at `path`, or `undefined` if there is none. */
export async function outputState(path: string): Promise<string | undefined> {
  try {
    const { size, mtime } = await Deno.stat(path);
    return `${size} ${mtime?.getTime() ?? 0}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Whether the record of the last build says that the binary at `options.out` has these inputs. */
export async function isUpToDate(
  options: Options,
  repository: string,
  inputs: string,
): Promise<boolean> {
  const output = await outputState(options.out);
  if (output === undefined) return false;
  try {
    const text = await Deno.readTextFile(recordPath(options, repository));
    return text === serialize({ inputs, output });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Remembers what the binary at `options.out` was just built from. */
export async function writeRecord(
  options: Options,
  repository: string,
  inputs: string,
): Promise<void> {
  const output = await outputState(options.out) ?? "";
  await Deno.mkdir(join(repository, ".cache"), { recursive: true });
  await Deno.writeTextFile(recordPath(options, repository), serialize({ inputs, output }));
}

function recordPath(options: Options, repository: string): string {
  return join(repository, ".cache", `build-${sha256(options.out).slice(0, 16)}.txt`);
}

function serialize(record: BuildRecord): string {
  return `${record.inputs}\n${record.output}\n`;
}

async function localModules(entry: string, repository: string): Promise<readonly string[]> {
  const graph: unknown = JSON.parse(
    await runPinnedDeno({
      repository,
      cwd: repository,
      args: ["info", "--json", "--config", join(repository, "deno.json"), entry],
    }),
  );
  if (typeof graph !== "object" || graph === null || !("modules" in graph)) return [entry];
  if (!Array.isArray(graph.modules)) return [entry];
  const modules: readonly unknown[] = graph.modules;
  return modules.flatMap((module) =>
    typeof module === "object" && module !== null && "local" in module ? [String(module.local)] : []
  ).sort();
}
