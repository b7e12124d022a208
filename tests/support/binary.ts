import { dirname, join, resolve } from "node:path";

const REPOSITORY = dirname(dirname(import.meta.dirname ?? ""));

/** How to start the program under test. */
export interface BinaryCommand {
  /** The words to put before the arguments of the program; the first is an absolute path. */
  readonly argv: readonly [string, ...string[]];
  /** A compiled binary, or its bundle run by this Deno where none could be compiled. */
  readonly kind: "binary" | "bundle";
}

/**
 * The program under test: the file that `ORCHESTRATOR_TEST_BINARY` names, else the binary in
 * `dist/`, else the bundle there. A name that ends in `.js` is a bundle.
 *
 * @throws {Deno.errors.NotFound} There is no such file.
 */
export function binaryCommand(): BinaryCommand {
  const named = Deno.env.get("ORCHESTRATOR_TEST_BINARY");
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  const candidates = named ? [resolve(named)] : [
    join(REPOSITORY, "dist", `orchestrator${suffix}`),
    join(REPOSITORY, "dist", "bundle", "main.js"),
  ];
  const path = candidates.find(isFile);
  if (path === undefined) {
    throw new Deno.errors.NotFound(
      `Nothing to test at ${candidates.join(" or ")}: run "deno task compile"`,
    );
  }
  return path.endsWith(".js")
    ? { argv: [Deno.execPath(), ...RUN_BUNDLE, path], kind: "bundle" }
    : { argv: [path], kind: "binary" };
}

/** What the binary is compiled with, for the bundle. */
const RUN_BUNDLE = [
  "run",
  "--quiet",
  "--no-config",
  "--no-lock",
  "--cached-only",
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-run",
  "--allow-sys",
] as const;

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
