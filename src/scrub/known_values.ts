import type { FoundSecret } from "./found_secret.ts";
import { redaction } from "./redaction.ts";
import { jsonView, plainView, type TextView, urlView } from "./text_view.ts";
import { ValueFinder } from "./value_finder.ts";
import { valueForms } from "./value_forms.ts";

/** Shorter values would be found by accident. */
export const SHORTEST_KNOWN_VALUE = 8;

const KIND = "known-value";

/** Values that are known to be secret, whatever they look like. */
export interface KnownValues {
  /** What they were made of; another thread makes the same of them. */
  readonly values: readonly string[];
  /**
   * Finds them in a text: plain, in base64, URL-encoded and JSON-escaped, the last also twice. Sorted,
   * none overlapping another; in linear time.
   */
  find(text: string): readonly FoundSecret[];
}

/** Null when no value is long enough to be looked for. */
export function makeKnownValues(values: readonly string[]): KnownValues | null {
  // What occurs in a redaction would be found in it again.
  const isSafe = (value: string) => !redaction(KIND).includes(value);
  const wanted = values.filter((value) => value.length >= SHORTEST_KNOWN_VALUE && isSafe(value));
  const words = new Set(wanted.flatMap(valueForms).filter(isSafe));
  if (words.size === 0) {
    return null;
  }
  const finder = new ValueFinder(words);
  return { values, find: (text) => findIn(finder, text) };
}

function findIn(finder: ValueFinder, text: string): readonly FoundSecret[] {
  const found = viewsOf(text).flatMap((view) =>
    finder.find(view.text).map(({ start, end }) => ({
      kind: KIND,
      start: view.origin(start),
      end: view.origin(end),
    }))
  );
  return found.length === 0 ? found : joined(found.toSorted((a, b) => a.start - b.start));
}

function viewsOf(text: string): readonly TextView[] {
  const plain = plainView(text);
  const json = jsonView(plain);
  const twice = json === null ? null : jsonView(json);
  return [plain, urlView(plain), json, twice].filter((view) => view !== null);
}

function joined(sorted: readonly FoundSecret[]): readonly FoundSecret[] {
  const spans: FoundSecret[] = [];
  for (const span of sorted) {
    const last = spans.at(-1);
    if (last !== undefined && span.start <= last.end) {
      spans[spans.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    } else {
      spans.push(span);
    }
  }
  return spans;
}
