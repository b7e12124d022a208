import { VERSION } from "../../src/cli/version.ts";
import type { Family } from "./families.ts";
import { loadFunction } from "./outside.ts";

/**
 * The module that the program starts with. A command of a family that is spelled first, and not asked
 * for help, runs from the family's script; everything else from `all.js`.
 *
 * A script with compiled code beside it (`prepared`) is not compiled at all: reading and compiling
 * code that runs once is most of what a command costs. The compiled code is a part of the binary and
 * as trustworthy as the rest of it; V8 leaves it aside if it was made by another V8. No file is looked
 * for that is not in the binary: the path would be one in a directory that anyone can write.
 */
export function chooserOf(families: readonly Family[], prepared: readonly string[]): string {
  return [
    ...versionAnswer(),
    ...choice(families),
    "if (family === undefined) await import('./all.js');",
    "else {",
    '  const { Script } = process.getBuiltinModule("node:vm");',
    "  const path = `${import.meta.dirname}/${family}`;",
    "  const code = Deno.readTextFileSync(`${path}.script`);",
    `  const prepared = ${JSON.stringify(prepared)}.includes(family);`,
    "  const cachedData = prepared ? Deno.readFileSync(`${path}.prepared`) : undefined;",
    "  const script = new Script(code, { filename: `${family}.script`, cachedData });",
    "  const module = { exports: {} };",
    `  const load = ${loadFunction()};`,
    "  script.runInThisContext()(process.getBuiltinModule, module, load);",
    "  await module.exports.default;",
    "}",
    "",
  ].join("\n");
}

/**
 * The same for a rehearsal: what V8 has compiled when a script ends is kept in the directory that
 * `ORCHESTRATOR_REHEARSAL` names, and is where the next run of the script begins.
 */
export function rehearsalOf(families: readonly Family[]): string {
  return [
    ...choice(families),
    "if (family === undefined) await import('./all.js');",
    "else {",
    '  const { Script } = process.getBuiltinModule("node:vm");',
    '  const kept = `${Deno.env.get("ORCHESTRATOR_REHEARSAL")}/${family}.prepared`;',
    "  const code = Deno.readTextFileSync(`${import.meta.dirname}/${family}.script`);",
    "  let cachedData;",
    "  try { cachedData = Deno.readFileSync(kept); } catch { cachedData = undefined; }",
    "  const script = new Script(code, { filename: `${family}.script`, cachedData });",
    '  if (script.cachedDataRejected === true) throw new Error("V8 does not take its own code");',
    "  const exit = Deno.exit;",
    "  Deno.exit = (status) => {",
    "    Deno.writeFileSync(kept, script.createCachedData());",
    "    exit(status);",
    "  };",
    "  const module = { exports: {} };",
    `  const load = ${loadFunction()};`,
    "  script.runInThisContext()(process.getBuiltinModule, module, load);",
    "  await module.exports.default;",
    "}",
    "",
  ].join("\n");
}

/** Answers what scripts and installers ask first; if it cannot be written, `all.js` says why. */
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

function choice(families: readonly Family[]): readonly string[] {
  const pairs = families.flatMap(({ name, entries }) => entries.map(({ path }) => [path, name]));
  return [
    `const families = new Map(${JSON.stringify(pairs)});`,
    "const [first, second] = Deno.args;",
    'const help = Deno.args.includes("--help") || Deno.args.includes("-h");',
    "const family = help",
    "  ? undefined",
    "  : families.get(first) ?? families.get(`${first} ${second}`);",
  ];
}
