import type { CommandDescription, Effect, FlagEntry, PositionalEntry } from "../command_syntax.ts";
import { GLOBAL_FLAGS } from "../table/global.ts";
import { columns, wrap } from "./layout.ts";

/** The help page of one command. */
export function commandPage(entry: CommandDescription): string {
  const { path, brief, details, positionals, flags, examples, effect } = entry;
  return [
    `orchestrator ${path} - ${brief}`,
    section("Usage", `  ${usageLine(entry)}`),
    ...details.map((text) => `\n${wrap(text)}`),
    ...optional("Arguments", positionals.map(({ name, brief }) => [name, brief] as const)),
    ...optional("Flags", flags.map(flagRow)),
    ...optional("Flags of every command", GLOBAL_FLAGS.map(flagRow)),
    section("Writes", wrap(writesText(effect), "  ")),
    ...optional("Examples", examples),
    "",
  ].join("\n");
}

/** The help page of a word such as `session` that several commands begin with. */
export function wordPage(word: string, entries: readonly CommandDescription[]): string {
  const rows = entries.map(({ path, brief }) => [path, brief] as const);
  return [
    `orchestrator ${word} - a group of commands`,
    section("Commands", columns(rows)),
    "",
  ].join("\n");
}

/** How a command is written. */
export function usageLine({ path, positionals, flags }: CommandDescription): string {
  const words = positionals.map(usageWord);
  return ["orchestrator", path, ...words, ...(flags.length > 0 ? ["[flags]"] : [])].join(" ");
}

function usageWord({ name, optional, many }: PositionalEntry): string {
  const word = many ? `${name}...` : name;
  return optional ? `[${word}]` : word;
}

/** A flag as a row of a table. */
export function flagRow(
  { name, short, kind, placeholder, brief }: FlagEntry,
): readonly [string, string] {
  const value = kind === "switch" ? "" : ` ${placeholder ?? "VALUE"}`;
  return [`${short === undefined ? "   " : `-${short},`} --${name}${value}`, brief];
}

/** Where a command writes, as a sentence. */
export function writesText(effect: Effect): string {
  if (!("reads" in effect)) return `${["Below .orchestrator/", ...effect.writes].join("; ")}.`;
  return effect.output === undefined ? "Nothing." : `Only ${effect.output}.`;
}

function optional(
  title: string,
  rows: readonly (readonly [string, string])[],
): readonly string[] {
  return rows.length === 0 ? [] : [section(title, columns(rows))];
}

function section(title: string, body: string): string {
  return `\n${title}:\n${body}`;
}
