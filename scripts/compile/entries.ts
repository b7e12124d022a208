import { join } from "node:path";
import type { CommandEntry } from "../../src/cli/command_entry.ts";
import { legacyFlagsOf } from "../../src/cli/legacy.ts";
import { families, type Family } from "./families.ts";

/** What any command line can be run by. */
export const WHOLE = "all";

/**
 * Writes the modules that the program is entered by into `directory`, one for each family of commands
 * and one for everything, and returns their paths. Each exports, as its default, the end of its run.
 */
export async function writeEntries(
  directory: string,
  repository: string,
): Promise<readonly string[]> {
  const sources = [
    [WHOLE, wholeSource(repository)],
    ...families().map((family) => [family.name, familySource(family, repository)]),
  ];
  return await Promise.all(sources.map(async ([name = "", source = ""]) => {
    const path = join(directory, `${name}.ts`);
    await Deno.writeTextFile(path, source);
    return path;
  }));
}

function wholeSource(repository: string): string {
  const module = JSON.stringify(join(repository, "src/cli/run_cli.ts"));
  return `import { runCli } from ${module};\nexport default runCli();\n`;
}

function familySource({ entries }: Family, repository: string): string {
  return [
    `import { runFamily } from ${JSON.stringify(join(repository, "src/cli/run_family.ts"))};`,
    "export default runFamily([",
    ...entries.map((entry) => `  ${commandOf(entry, repository)},`),
    "]);",
    "",
  ].join("\n");
}

/** Of the row in the table only what it takes to understand the words. */
function commandOf({ path, positionals, flags }: CommandEntry, repository: string): string {
  const syntax = {
    path,
    positionals: positionals.map((positional) => ({ ...positional, brief: "" })),
    flags: flags.map((flag) => ({ ...flag, brief: "" })),
  };
  const module = join(repository, "src/cli/commands", `${path.replaceAll(/[ -]/g, "_")}.ts`);
  const load = `() => import(${JSON.stringify(module)})`;
  const legacy = JSON.stringify(legacyFlagsOf(path));
  return `{ syntax: ${JSON.stringify(syntax)}, legacyFlags: ${legacy}, load: ${load} }`;
}
