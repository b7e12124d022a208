import { VERSION } from "../../src/cli/version.ts";
import { WHOLE } from "./entries.ts";
import type { Family } from "./families.ts";
import { finderOf } from "./pack.ts";

/** What a program is made of beside its first module. */
export interface ProgramFiles {
  readonly families: readonly Family[];
  /** The names of the scripts that are run first, by what the program is entered by. */
  readonly scripts: ReadonlyMap<string, readonly string[]>;
  /** The scripts that have what V8 made of them beside them. */
  readonly prepared: readonly string[];
}

/**
 * The module that the program starts with. A command of a family that is spelled first, and not asked
 * for help, is entered by its family; everything else by what can run any command.
 *
 * A script with compiled code beside it is not compiled at all: reading and compiling code that runs
 * once is most of what a command costs. The compiled code is a part of the binary and as trustworthy as
 * the rest of it; V8 leaves it aside if it was made by another V8. What is in no script is unpacked
 * when it is asked for. No file is looked for that is not in the binary: the path would be one in a
 * directory that anyone can write.
 */
export function chooserOf(files: ProgramFiles): string {
  return [
    ...versionAnswer(),
    ...choice(files),
    `const prepared = ${JSON.stringify(files.prepared)};`,
    ...loader("prepared.includes(name) ? Deno.readFileSync(`${path}.prepared`) : undefined"),
    "await require(entry).default;",
    "",
  ].join("\n");
}

/**
 * The same for a rehearsal: the names of the parts that a run has loaded, and what V8 has compiled of
 * each script when it ends, are kept in the directory that `ORCHESTRATOR_REHEARSAL` names; the compiled
 * code is where the next run begins.
 */
export function rehearsalOf(files: ProgramFiles): string {
  return [
    'const kept = Deno.env.get("ORCHESTRATOR_REHEARSAL");',
    "const keptOf = (name) => {",
    "  try { return Deno.readFileSync(`${kept}/${name}.prepared`); } catch { return undefined; }",
    "};",
    ...choice(files),
    ...loader("keptOf(name)"),
    "const exit = Deno.exit;",
    "Deno.exit = (status) => {",
    "  const loaded = JSON.stringify([...modules.keys()]);",
    "  Deno.writeTextFileSync(`${kept}/${entry}.runs`, `${loaded}\\n`, { append: true });",
    "  for (const [name, script] of ran) {",
    `    if (entry === "${WHOLE}" && name !== entry) continue;`,
    '    if (script.cachedDataRejected === true) throw new Error("V8 does not take its own code");',
    "    Deno.writeFileSync(`${kept}/${name}.prepared`, script.createCachedData());",
    "  }",
    "  exit(status);",
    "};",
    "await require(entry).default;",
    "",
  ].join("\n");
}

/** Answers what scripts and installers ask first; if it cannot be written, the rest says why. */
function versionAnswer(): readonly string[] {
  const line = JSON.stringify(`orchestrator ${VERSION}\n`);
  return [
    'if (Deno.args.length === 1 && (Deno.args[0] === "--version" || Deno.args[0] === "-v")) {',
    `  const line = new TextEncoder().encode(${line});`,
    "  let written;",
    "  try { written = Deno.stdout.writeSync(line); } catch { written = 0; }",
    "  if (written === line.length) Deno.exit(0);",
    "}",
  ];
}

function choice({ families, scripts }: ProgramFiles): readonly string[] {
  const pairs = families.flatMap(({ name, entries }) => entries.map(({ path }) => [path, name]));
  return [
    `const families = new Map(${JSON.stringify(pairs)});`,
    `const scripts = new Map(${JSON.stringify([...scripts])});`,
    "const [first, second] = Deno.args;",
    'const help = Deno.args.includes("--help") || Deno.args.includes("-h");',
    "const family = families.get(first) ?? families.get(`${first} ${second}`);",
    `const entry = help || family === undefined ? ${JSON.stringify(WHOLE)} : family;`,
  ];
}

/** @param preparedCode What gives the compiled code of the script with a `name` at a `path`. */
function loader(preparedCode: string): readonly string[] {
  return [
    'const { Script } = process.getBuiltinModule("node:vm");',
    "const parts = {};",
    "const ran = new Map();",
    "function runScript(name) {",
    "  const path = `${import.meta.dirname}/${name}`;",
    "  const code = Deno.readTextFileSync(`${path}.script`);",
    `  const cachedData = ${preparedCode};`,
    "  const script = new Script(code, { filename: `${name}.script`, cachedData });",
    "  Object.assign(parts, script.runInThisContext());",
    "  ran.set(name, script);",
    "}",
    "for (const name of scripts.get(entry)) runScript(name);",
    finderOf("`${import.meta.dirname}/rest.pack`"),
    "const modules = new Map();",
    "const load = async (name) => require(name);",
    "function require(name) {",
    "  const known = modules.get(name);",
    "  if (known !== undefined) return known.exports;",
    '  if (name.startsWith("node:")) return process.getBuiltinModule(name);',
    "  const module = { exports: {} };",
    "  modules.set(name, module);",
    "  const part = parts[name] ?? find(name);",
    "  part(require, module, load, workerAddress);",
    "  return module.exports;",
    "}",
  ];
}
