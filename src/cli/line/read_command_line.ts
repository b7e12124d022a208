import { fail } from "../../store/failure.ts";
import type { CommandSyntax, FlagEntry } from "../command_syntax.ts";
import { GLOBAL_FLAGS } from "../table/global.ts";

/** The flags that every command takes, before and after its name. */
export interface Globals {
  readonly root: string | null;
  readonly session: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly noInput: boolean;
  readonly noColor: boolean;
  readonly help: boolean;
}

/** The predecessor's name of `--root`. */
const LEGACY_ROOT: FlagEntry = { name: "dir", short: "d", kind: "value", brief: "" };

/** A command line taken apart. */
export interface CommandLine<E extends CommandSyntax> {
  readonly globals: Globals;
  /** The command that its first words name, null when they name none. */
  readonly entry: E | null;
  /** The words before `rest`: those of the command's path, or the first that name no command. */
  readonly words: readonly string[];
  /** What is left for the command to understand. */
  readonly rest: readonly string[];
}

/**
 * Finds the command and takes the global flags out, wherever they stand before `--`. After its name,
 * a letter that the command uses itself stays with the command.
 *
 * @param findCommand The command with exactly this path or alias.
 * @throws `usage` for a global flag without its value.
 */
export function readCommandLine<E extends CommandSyntax>(
  args: readonly string[],
  findCommand: (path: string) => E | undefined,
): CommandLine<E> {
  const found = new Map<string, string | true>();
  const rest: string[] = [];
  const words: string[] = [];
  let entry: E | null = null;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (arg === "--") {
      rest.push(...args.slice(at));
      break;
    }
    const flag = globalFlagOf(arg, entry);
    if (flag !== undefined) {
      const [name, value, used] = readFlag(flag, arg, args[at + 1], entry);
      found.set(name, value);
      at += used;
      continue;
    }
    const path: string = [...words, arg].join(" ");
    const longer: E | undefined = rest.length === 0 ? findCommand(path) : undefined;
    if (longer !== undefined) entry = longer;
    if (longer !== undefined || (entry === null && rest.length === 0 && !arg.startsWith("-"))) {
      words.push(arg);
    } else {
      rest.push(arg);
    }
  }
  return { globals: toGlobals(found, entry), entry, words, rest };
}

/** Whether a failure of this command line has to be a JSON document, even if it cannot be read. */
export function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).includes("--json");
}

function globalFlagOf(arg: string, entry: CommandSyntax | null): FlagEntry | undefined {
  if (arg.startsWith("--")) {
    const name = arg.slice(2).split("=", 1)[0];
    return [...GLOBAL_FLAGS, LEGACY_ROOT].find((flag) => flag.name === name);
  }
  if (arg.length !== 2 || !arg.startsWith("-")) return undefined;
  const letter = arg.slice(1);
  if (entry?.flags.some((flag) => flag.short === letter)) return undefined;
  return [...GLOBAL_FLAGS, LEGACY_ROOT].find((flag) => flag.short === letter);
}

function readFlag(
  flag: FlagEntry,
  arg: string,
  next: string | undefined,
  entry: CommandSyntax | null,
): readonly [name: string, value: string | true, used: number] {
  const name = flag === LEGACY_ROOT ? "root" : flag.name;
  const equals = arg.indexOf("=");
  if (flag.kind === "switch") {
    if (equals >= 0) throw usage(`"--${flag.name}" takes no value`, entry);
    return [name, true, 0];
  }
  const value = equals >= 0 ? arg.slice(equals + 1) : next;
  if (value === undefined || value === "") throw usage(`"--${flag.name}" needs a value`, entry);
  return [name, value, equals >= 0 ? 0 : 1];
}

function toGlobals(
  found: ReadonlyMap<string, string | true>,
  entry: CommandSyntax | null,
): Globals {
  const text = (name: string): string | null => {
    const value = found.get(name);
    return typeof value === "string" ? value : null;
  };
  const root = text("root");
  if (root?.includes("\0")) throw usage('"--root" is no path', entry);
  return {
    root,
    session: text("session"),
    json: found.has("json"),
    quiet: found.has("quiet"),
    noInput: found.has("no-input"),
    noColor: found.has("no-color"),
    help: found.has("help"),
  };
}

function usage(problem: string, entry: CommandSyntax | null): Error {
  return fail("usage", { problem, command: entry?.path ?? "" });
}
