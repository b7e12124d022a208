import { join } from "node:path";
import { COMMAND_TABLE } from "../../src/cli/command_table.ts";
import type { CommandEntry } from "../../src/cli/command_entry.ts";
import { legacyFlagsOf } from "../../src/cli/legacy.ts";
import { makeBundle } from "./bundle.ts";

/** They need the whole table, so they are never alone. */
const WITH_ALL = ["help", "__complete"];

/** A place to work in, and where the program is. */
export interface SingleBundles {
  readonly repository: string;
  /** An empty directory of the caller's. */
  readonly work: string;
  /** The bundle of the whole program; it gets the others. */
  readonly bundle: string;
}

/**
 * Gives each command a bundle of its own beside that of the whole program, and makes `main.js` choose:
 * a command that is spelled first, and not asked for help, needs nothing of the others. Start-up is
 * mostly reading code, so this is worth a tenth of it.
 */
export async function addSingleBundles({ repository, work, bundle }: SingleBundles): Promise<void> {
  const entries = COMMAND_TABLE.filter(({ path }) => !WITH_ALL.includes(path));
  for (const entry of entries) {
    const source = join(work, `${nameOf(entry)}.ts`);
    const outdir = join(work, nameOf(entry));
    await Deno.writeTextFile(source, sourceOf(entry, repository));
    await makeBundle({ repository, entry: source, outdir });
    // Chunks are named by their content.
    for await (const { name } of Deno.readDir(outdir)) {
      await Deno.rename(join(outdir, name), join(bundle, name));
    }
  }
  await Deno.rename(join(bundle, "main.js"), join(bundle, "all.js"));
  await Deno.writeTextFile(join(bundle, "main.js"), chooserOf(entries));
}

function nameOf({ path }: CommandEntry): string {
  return `single-${path.replaceAll(" ", "-")}`;
}

/** Of the row in the table only what it takes to understand the words. */
function sourceOf({ path, positionals, flags }: CommandEntry, repository: string): string {
  const syntax = {
    path,
    positionals: positionals.map((positional) => ({ ...positional, brief: "" })),
    flags: flags.map((flag) => ({ ...flag, brief: "" })),
  };
  const module = `${path.replaceAll(/[ -]/g, "_")}.ts`;
  return [
    `import { runSingle } from ${JSON.stringify(join(repository, "src/cli/run_single.ts"))};`,
    `import * as module from ${JSON.stringify(join(repository, "src/cli/commands", module))};`,
    `const syntax = ${JSON.stringify(syntax)};`,
    `const legacyFlags = ${JSON.stringify(legacyFlagsOf(path))};`,
    "await runSingle({ syntax, legacyFlags, module });",
    "",
  ].join("\n");
}

/** The commands whose words others begin with, and the words with which those go on. */
function longerCommands(
  entries: readonly CommandEntry[],
): readonly (readonly [string, readonly string[]])[] {
  return entries.map(({ path }): [string, readonly string[]] => [
    path,
    entries.filter((entry) => entry.path.startsWith(`${path} `))
      .flatMap((entry) => entry.path.slice(path.length + 1).split(" ", 1)),
  ]).filter(([, words]) => words.length > 0);
}

function chooserOf(entries: readonly CommandEntry[]): string {
  return [
    "const single = new Map([",
    ...entries.map((entry) =>
      `[${JSON.stringify(entry.path)}, () => import("./${nameOf(entry)}.js")],`
    ),
    "]);",
    // A flag may stand between the words of a command: where it could, all commands decide.
    `const below = new Map(${JSON.stringify(longerCommands(entries))});`,
    "const [first, second] = Deno.args;",
    "const longer = below.get(first)?.some((word) => Deno.args.includes(word)) === true;",
    'const help = Deno.args.includes("--help") || Deno.args.includes("-h");',
    "const load = help ? undefined : single.get(`${first} ${second}`) ??",
    "  (longer ? undefined : single.get(first));",
    'await (load === undefined ? import("./all.js") : load());',
    "",
  ].join("\n");
}
