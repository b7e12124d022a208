import type {
  Candidates,
  CommandDescription,
  FlagEntry,
  PositionalEntry,
} from "../command_syntax.ts";
import { type Cursor, flagsOf } from "./cursor.ts";

/** A word that fits, and what it is. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** Everything that fits at a cursor. */
export interface Offer {
  /** Words of the program itself. */
  readonly words: readonly Candidate[];
  /** What else fits, and has to be looked up. */
  readonly lookup: Lookup | null;
  /** What the word being typed begins with before the value that is looked up: `--session=`. */
  readonly before: string;
}

/** What is not in the command table. */
export type Lookup = Exclude<Candidates, readonly string[]>;

/** What values are called by their names alone, where the table does not say it. */
const BY_NAME: Readonly<Record<string, Lookup>> = {
  CHECKPOINT: "checkpoint",
  DIR: "directory",
  FILE: "file",
  ITEM: "item",
  PHASE: "phase",
  SESSION: "session",
};

/** What fits for the word being typed, not yet narrowed to what it begins with. */
export function offerAt(
  cursor: Cursor,
  current: string,
  table: readonly CommandDescription[],
): Offer {
  if (cursor.pending !== null) return valueOffer(cursor.pending, "");
  if (!cursor.literal && current.startsWith("-")) return flagOffer(cursor, current);
  const words = cursor.args.length === 0 && !cursor.literal ? nextWords(cursor.path, table) : [];
  const positional = positionalAt(cursor);
  const offer = positional === undefined ? NOTHING : positionalOffer(positional);
  return { ...offer, words: [...words, ...offer.words] };
}

const NOTHING: Offer = { words: [], lookup: null, before: "" };

/** The words that carry a path on, each once. */
export function nextWords(
  path: string,
  table: readonly CommandDescription[],
): readonly Candidate[] {
  const start = path === "" ? "" : `${path} `;
  const found = new Map<string, string>();
  for (const entry of table) {
    if (entry.hidden === true || !entry.path.startsWith(start)) continue;
    const [word = "", ...more] = entry.path.slice(start.length).split(" ");
    if (more.length === 0) found.set(word, entry.brief);
    else if (!found.has(word)) found.set(word, "a group of commands");
  }
  return Array.from(found, ([value, description]) => ({ value, description }));
}

function flagOffer(cursor: Cursor, current: string): Offer {
  const equals = current.indexOf("=");
  if (equals >= 0) {
    const flag = flagsOf(cursor.entry).find(({ name }) => current.slice(2, equals) === name);
    if (flag === undefined || flag.kind === "switch") return NOTHING;
    return valueOffer(flag, current.slice(0, equals + 1));
  }
  const flags = flagsOf(cursor.entry)
    .filter(({ name, kind }) => kind === "list" || !cursor.given.has(name));
  return {
    ...NOTHING,
    words: flags.map(({ name, brief }) => ({ value: `--${name}`, description: brief })),
  };
}

function valueOffer({ completes, placeholder = "" }: FlagEntry, before: string): Offer {
  return offerOf(completes ?? BY_NAME[placeholder] ?? null, before);
}

function positionalOffer({ name, completes }: PositionalEntry): Offer {
  // The item that a command works on is one that is open; a flag may look for any.
  return offerOf(completes ?? (name === "ITEM" ? "open-item" : BY_NAME[name]) ?? null, "");
}

function offerOf(completes: Candidates | null, before: string): Offer {
  if (completes === null || typeof completes === "string") {
    return { words: [], lookup: completes, before };
  }
  const words = completes.map((value) => ({ value: before + value, description: "" }));
  return { words, lookup: null, before };
}

function positionalAt({ entry, args }: Cursor): PositionalEntry | undefined {
  const last = entry?.positionals.at(-1);
  return entry?.positionals[args.length] ?? (last?.many === true ? last : undefined);
}
