import type { CommandDescription, FlagEntry } from "../command_syntax.ts";
import { GLOBAL_FLAGS } from "../table/global.ts";

/** What the words before the one being typed say about it. */
export interface Cursor {
  /** The command that the words name, null when they name none. */
  readonly entry: CommandDescription | null;
  /** The words of its path, or the first words of longer ones: `session`. */
  readonly path: string;
  /** How many arguments follow the path; null when words came that fit nothing. */
  readonly args: readonly string[];
  /** Names of the flags that are there already. */
  readonly given: ReadonlySet<string>;
  /** The flag whose value is being typed. */
  readonly pending: FlagEntry | null;
  /** After `--`: no word is a flag. */
  readonly literal: boolean;
  /** Values of the global flags that say where and what. */
  readonly root: string | null;
  readonly session: string | null;
}

/** Reads the words before the one being typed. Never fails: what is not understood is passed over. */
export function readCursor(words: readonly string[], table: readonly CommandDescription[]): Cursor {
  let entry: CommandDescription | null = null;
  let path = "";
  let pending: FlagEntry | null = null;
  let literal = false;
  const args: string[] = [];
  const values = new Map<string, string>();
  const given = new Set<string>();
  for (const word of words) {
    if (pending !== null) {
      values.set(pending.name, word);
      pending = null;
    } else if (!literal && word === "--") {
      literal = true;
    } else if (!literal && word.length > 1 && word.startsWith("-")) {
      const { flag, value } = readFlag(word, entry);
      if (flag === undefined) continue;
      given.add(flag.name);
      if (value !== null) values.set(flag.name, value);
      else if (flag.kind !== "switch") pending = flag;
    } else {
      const longer = path === "" ? word : `${path} ${word}`;
      const goesOn = args.length === 0 && !literal && isPath(longer, table);
      if (goesOn) {
        path = longer;
        entry = table.find((row) => namesOf(row).includes(longer)) ?? entry;
      } else {
        args.push(word);
      }
    }
  }
  const root = values.get("root") ?? null;
  return {
    entry,
    path,
    args,
    given,
    pending,
    literal,
    root,
    session: values.get("session") ?? null,
  };
}

/** The flags that a command takes, its own first. */
export function flagsOf(entry: CommandDescription | null): readonly FlagEntry[] {
  return [...entry?.flags ?? [], ...GLOBAL_FLAGS];
}

function readFlag(
  word: string,
  entry: CommandDescription | null,
): { readonly flag: FlagEntry | undefined; readonly value: string | null } {
  const flags = flagsOf(entry);
  const equals = word.indexOf("=");
  const head = equals < 0 ? word : word.slice(0, equals);
  const value = equals < 0 ? null : word.slice(equals + 1);
  const flag = flags.find(({ name, short }) => head === `--${name}` || head === `-${short}`);
  return { flag, value };
}

function isPath(path: string, table: readonly CommandDescription[]): boolean {
  return table.some((row) =>
    namesOf(row).some((name) => name === path || name.startsWith(`${path} `))
  );
}

function namesOf({ path, aliases = [] }: CommandDescription): readonly string[] {
  return [path, ...aliases];
}
