import { resolve } from "node:path";
import { asTarget, programSuffix, type Target, TARGETS } from "./targets.ts";

/** What to build. Paths are absolute. */
export interface Options {
  /** The module that the program starts with. */
  readonly entry: string;
  /** Where the binary goes. */
  readonly out: string;
  readonly target: Target;
  /** Whether the binary is to be given to others. */
  readonly release: boolean;
}

/** The command line was not understood; the message says why. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Reads `args`. Paths in them are relative to `cwd`; what is not given comes from `repository`. */
export function parseOptions(args: readonly string[], repository: string, cwd: string): Options {
  const values = new Map<string, string>();
  let release = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--release") {
      release = true;
    } else if (arg === "--entry" || arg === "--out" || arg === "--target") {
      const value = args[++i];
      if (value === undefined) throw new UsageError(`"${arg}" needs a value`);
      values.set(arg, value);
    } else {
      throw new UsageError(`Cannot understand "${arg}"`);
    }
  }
  const wanted = values.get("--target");
  const target = asTarget(wanted ?? Deno.build.target);
  if (target === undefined) {
    throw new UsageError(
      `Cannot compile for "${wanted ?? Deno.build.target}": targets are ${TARGETS.join(", ")}`,
    );
  }
  const name = `orchestrator${wanted === undefined ? "" : `-${target}`}${programSuffix(target)}`;
  return {
    entry: resolve(cwd, values.get("--entry") ?? resolve(repository, "main.ts")),
    out: resolve(cwd, values.get("--out") ?? resolve(repository, "dist", name)),
    target,
    release,
  };
}
