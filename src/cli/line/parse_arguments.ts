import { fail } from "../../store/failure.ts";
import { nearestName } from "../../workflow/nearest_name.ts";
import type { FlagValues } from "../call.ts";
import type { CommandSyntax, FlagEntry } from "../command_syntax.ts";
import { GLOBAL_FLAGS } from "../table/global.ts";
import type { LegacyFlag } from "../legacy.ts";

/** The arguments of one command, sorted into flags and positionals. */
export interface ParsedArguments {
  readonly flags: FlagValues;
  readonly args: readonly string[];
}

type Flag = Pick<FlagEntry, "name" | "short" | "kind">;

/** One word taken apart: flags, and the value that is written in the same word. */
interface FlagWord {
  readonly flags: readonly Flag[];
  readonly value: string | null;
}

/**
 * Sorts the words after a command's name, global flags already taken out. Legacy flags come out like
 * any other. Forms: `--name VALUE`, `--name=VALUE`, `-n VALUE`, `-nVALUE`, `-n=VALUE`, switches in one
 * word (`-fy`), `--` before arguments that begin with a dash.
 *
 * Our own and not a library's: the one that fits best took 3.4 ms of every start, a tenth of an empty
 * program.
 *
 * @throws `usage`
 */
export function parseArguments(
  entry: CommandSyntax,
  legacy: readonly LegacyFlag[],
  words: readonly string[],
): ParsedArguments {
  const known: readonly Flag[] = [
    ...entry.flags,
    ...legacy.map(({ name, short, value }): Flag => ({
      name,
      ...(short === undefined ? {} : { short }),
      kind: value ? "value" : "switch",
    })),
  ];
  const flags = new Map<string, true | string | readonly string[]>();
  const args: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") {
      args.push(...words.slice(at + 1));
      break;
    }
    const read = readFlagWord(entry, known, word);
    if (read === null) {
      args.push(word);
      continue;
    }
    for (const flag of read.flags) {
      if (flag.kind === "switch") {
        flags.set(flag.name, true);
        continue;
      }
      const value = read.value ?? words[++at];
      if (value === undefined || (read.value === null && isFlag(known, value))) {
        throw usage(entry, `"--${flag.name}" needs a value`);
      }
      setValue(entry, flags, flag, value);
    }
  }
  checkCount(entry, args);
  return { flags, args };
}

/** Null for a word that is an argument. */
function readFlagWord(entry: CommandSyntax, known: readonly Flag[], word: string): FlagWord | null {
  if (!word.startsWith("-") || word === "-" || /^-\d/.test(word)) return null;
  const equals = word.indexOf("=");
  const head = equals < 0 ? word : word.slice(0, equals);
  const tail = equals < 0 ? null : word.slice(equals + 1);
  if (word.startsWith("--")) {
    const flag = known.find(({ name }) => name === head.slice(2));
    if (flag === undefined) throw usage(entry, unknownFlag(known, head.slice(2)));
    if (flag.kind === "switch" && tail !== null) {
      throw usage(entry, `"--${flag.name}" takes no value`);
    }
    return { flags: [flag], value: tail };
  }
  const first = known.find(({ short }) => short === word[1]);
  if (first !== undefined && first.kind !== "switch" && word.length > 2) {
    return { flags: [first], value: word[2] === "=" ? word.slice(3) : word.slice(2) };
  }
  return {
    flags: Array.from(word.slice(1), (letter) => flagOfLetter(entry, known, letter)),
    value: null,
  };
}

function flagOfLetter(entry: CommandSyntax, known: readonly Flag[], letter: string): Flag {
  const flag = known.find(({ short }) => short === letter);
  if (flag === undefined) throw usage(entry, `there is no flag "-${letter}"`);
  return flag;
}

function isFlag(known: readonly Flag[], word: string): boolean {
  return known.some(({ name, short }) => word === `--${name}` || word === `-${short}`);
}

function setValue(
  entry: CommandSyntax,
  flags: Map<string, true | string | readonly string[]>,
  flag: Flag,
  value: string,
): void {
  const before = flags.get(flag.name);
  if (flag.kind === "list") {
    flags.set(flag.name, Array.isArray(before) ? [...before, value] : [value]);
    return;
  }
  if (before !== undefined) throw usage(entry, `"--${flag.name}" is given twice`);
  flags.set(flag.name, value);
}

function checkCount(entry: CommandSyntax, args: readonly string[]): void {
  const { positionals } = entry;
  const missing = positionals.slice(args.length).find(({ optional }) => optional !== true);
  if (missing !== undefined) throw usage(entry, `${missing.name} is missing`);
  const extra = args[positionals.length];
  if (extra !== undefined && positionals.at(-1)?.many !== true) {
    const hint = "put a text of several words in quotes";
    throw usage(entry, `unexpected argument "${extra}" (${hint})`);
  }
}

function unknownFlag(known: readonly Flag[], name: string): string {
  const near = nearestName(name, [...known, ...GLOBAL_FLAGS].map((flag) => flag.name));
  return `there is no flag "--${name}"${near === null ? "" : `, did you mean "--${near}"?`}`;
}

function usage(entry: CommandSyntax, problem: string): Error {
  return fail("usage", { problem, command: entry.path });
}
