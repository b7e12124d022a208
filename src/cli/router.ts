import {
  AliasNotFoundError,
  ArgumentParseError,
  ArgumentScannerError,
  buildApplication,
  buildCommand,
  type CommandContext,
  FlagNotFoundError,
  type FlagParametersForType,
  run,
  text_en,
  UnexpectedFlagError,
  UnexpectedPositionalError,
  UnsatisfiedFlagError,
  UnsatisfiedPositionalError,
} from "@stricli/core";
import { fail } from "../store/failure.ts";
import { nearestName } from "../workflow/nearest_name.ts";
import type { FlagValues } from "./call.ts";
import type { CommandEntry, FlagEntry } from "./command_entry.ts";
import { GLOBAL_FLAGS } from "./global_flags.ts";
import { type LegacyFlag, legacyFlagsOf } from "./legacy.ts";

/** The arguments of one command, sorted into flags and positionals. */
export interface ParsedArguments {
  readonly flags: FlagValues;
  readonly args: readonly string[];
}

type Values = Readonly<Record<string, boolean | string | readonly string[] | undefined>>;
type Flag = Pick<FlagEntry, "name" | "short" | "kind">;

/**
 * Sorts the words after a command's name. This is the only module that knows the parsing library,
 * which is used as a parser only: routing, help and output are ours. Legacy flags come out like any
 * other.
 */
export async function parseArguments(
  entry: CommandEntry,
  words: readonly string[],
): Promise<ParsedArguments> {
  const flags: readonly Flag[] = [...entry.flags, ...legacyFlagsOf(entry.path).map(toFlag)];
  let parsed: ParsedArguments | undefined;
  let problems = "";
  const command = buildCommand<Values, string[], CommandContext>({
    func: (values: Values, ...args: string[]) => {
      parsed = { flags: toFlagValues(values), args };
    },
    parameters: {
      // The types of the flags are known from the table only, not to the compiler.
      flags: Object.fromEntries(
        flags.map((flag) => [flag.name, toParameter(flag)]),
      ) as unknown as FlagParametersForType<Values, CommandContext>,
      aliases: Object.fromEntries(flags.flatMap(({ short, name }) => short ? [[short, name]] : [])),
      positional: toPositional(entry),
    },
    docs: { brief: entry.brief },
  });
  const application = buildApplication(command, {
    name: "orchestrator",
    scanner: { caseStyle: "original", allowArgumentEscapeSequence: true },
    localization: {
      text: {
        ...text_en,
        exceptionWhileParsingArguments: (found) => wordProblem(found, flags),
      },
    },
  }, {});
  await run(application, splitWords(words, flags), {
    process: {
      stdout: { write: () => undefined },
      stderr: { write: (text: string) => void (problems += text) },
    },
  });
  if (parsed === undefined) {
    throw fail("usage", { problem: problems.trim().replaceAll("\n", "; "), command: entry.path });
  }
  return parsed;
}

function toFlag({ name, value }: LegacyFlag): Flag {
  return { name, kind: value ? "value" : "switch" };
}

function toParameter(flag: Flag) {
  const brief = flag.name;
  if (flag.kind === "switch") {
    return { kind: "boolean", optional: true, withNegated: false, brief } as const;
  }
  const text = { kind: "parsed", parse: asText, optional: true, brief } as const;
  return flag.kind === "list" ? { ...text, variadic: true } as const : text;
}

function toPositional({ positionals }: CommandEntry) {
  const most = positionals.at(-1)?.many === true ? undefined : positionals.length;
  return {
    kind: "array",
    parameter: {
      brief: "",
      parse: asText,
      placeholder: positionals.map(({ name }) => name).join(" "),
    },
    minimum: positionals.filter(({ optional }) => optional !== true).length,
    ...(most === undefined ? {} : { maximum: most }),
  } as const;
}

function asText(text: string): string {
  return text;
}

function toFlagValues(values: Values): FlagValues {
  const found = new Map<string, true | string | readonly string[]>();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== false) found.set(name, value);
  }
  return found;
}

/**
 * What the library does not take, in a form that it takes: a switch given twice, `--flag=` with an
 * empty value or one of several lines, and a value written on to its letter (`-nTEXT`).
 */
function splitWords(words: readonly string[], flags: readonly Flag[]): readonly string[] {
  const split: string[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") return [...split, ...words.slice(at)];
    const flag = flags.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
    if (flag?.kind === "switch") {
      if (!seen.has(flag.name)) split.push(word);
      seen.add(flag.name);
      continue;
    }
    const long = /^(--[a-z][a-z-]*)=(|.*\n[^]*)$/.exec(word);
    const letter = flags.find(({ short, kind }) =>
      kind !== "switch" && word.length > 2 && word[2] !== "=" && word.startsWith(`-${short}`)
    );
    if (long !== null) split.push(long[1] ?? "", long[2] ?? "");
    else if (letter !== undefined) split.push(word.slice(0, 2), word.slice(2));
    else split.push(word);
  }
  return split;
}

function wordProblem(problem: unknown, flags: readonly Flag[]): string {
  if (problem instanceof FlagNotFoundError) {
    const known = [...flags, ...GLOBAL_FLAGS].map(({ name }) => name);
    const near = nearestName(problem.input, known);
    return `there is no flag "--${problem.input}"${
      near === null ? "" : `, did you mean "--${near}"?`
    }`;
  }
  if (problem instanceof AliasNotFoundError) return `there is no flag "-${problem.input}"`;
  if (problem instanceof UnsatisfiedFlagError) {
    return `"--${problem.externalFlagName}" needs a value`;
  }
  if (problem instanceof UnexpectedFlagError) {
    return `"--${problem.externalFlagName}" is given twice`;
  }
  if (problem instanceof UnexpectedPositionalError) {
    return `unexpected argument "${problem.input}" (put a text of several words in quotes)`;
  }
  if (problem instanceof UnsatisfiedPositionalError) return `${problem.placeholder} is missing`;
  if (problem instanceof ArgumentParseError) {
    return `"${problem.input}" is no value for "--${problem.externalFlagNameOrPlaceholder}"`;
  }
  if (problem instanceof ArgumentScannerError) return problem.message;
  throw problem;
}
