import { OrchestratorError } from "../../store/failure.ts";
import type { Call } from "../call.ts";
import { type Cursor, readCursor } from "../completion/cursor.ts";
import { lookUp } from "../completion/look_up.ts";
import { type Candidate, nextWords, type Offer, offerAt } from "../completion/offer.ts";
import type { Context } from "../context.ts";
import { TOPICS } from "../help/topics.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";

/** Kinds of names that the shell knows better. */
type Names = "files" | "directories";

/** `__complete`: what fits at the end of a command line. Reads only; what cannot be read fits nothing. */
export async function run(call: Call, context: Context): Promise<Output> {
  const words = call.args.map(withoutQuotes);
  const current = words.at(-1) ?? "";
  const table = call.commands.flatMap(({ entries }) => entries);
  const cursor = readCursor(words.slice(0, -1), table);
  const offer = offerAt(cursor, current, table);
  const names = namesOf(offer);
  const found = [...offer.words, ...await lookedUp(call, context, cursor, offer, current)];
  const candidates = found.filter(({ value }) => value.startsWith(current));
  return {
    json: { candidates, names },
    text: [
      ...candidates.map(({ value, description }) =>
        description === "" ? `${value}\n` : `${value}\t${description}\n`
      ),
      ...(names === null ? [] : [`:${names}\n`]),
    ].join(""),
  };
}

function namesOf({ lookup }: Offer): Names | null {
  return lookup === "file" ? "files" : lookup === "directory" ? "directories" : null;
}

async function lookedUp(
  call: Call,
  context: Context,
  cursor: Cursor,
  { lookup, before }: Offer,
  current: string,
): Promise<readonly Candidate[]> {
  if (lookup === null || lookup === "file" || lookup === "directory") return [];
  if (lookup === "topic") return topics(call, cursor);
  const { root, session } = cursor;
  const line: Call = { ...call, globals: { ...call.globals, root, session } };
  try {
    const place = placeOf(line, context);
    const start = current.slice(before.length);
    const found = await lookUp(lookup, { call: line, context, place, start });
    return found.map(({ value, description }) => ({ value: before + value, description }));
  } catch (error) {
    // A half-typed line names things that are not there, and an error would end up in its midst.
    if (error instanceof OrchestratorError) return [];
    throw error;
  }
}

function topics({ commands }: Call, { args }: Cursor): readonly Candidate[] {
  const table = commands.flatMap(({ entries }) => entries);
  const pages = TOPICS.map(({ name, brief }) => ({ value: name, description: brief }));
  return [...nextWords(args.join(" "), table), ...(args.length === 0 ? pages : [])];
}

/** Some shells pass words as they were typed. */
function withoutQuotes(word: string): string {
  const quote = /^["']/.exec(word)?.[0];
  if (quote === undefined) return word;
  return word.length > 1 && word.endsWith(quote) ? word.slice(1, -1) : word.slice(1);
}
