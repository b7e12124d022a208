/** A text read in another way, and where its characters come from. */
export interface TextView {
  readonly text: string;
  /** Index in the original text of the character at an index of this one, or of its end. */
  origin(index: number): number;
}

const JSON_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

const URL_ESCAPE = /%([0-9A-Fa-f]{2})/g;
const JSON_ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|(["\\/bfnrt]))/g;

/** A text as it is. */
export function plainView(text: string): TextView {
  return { text, origin: (index) => index };
}

/** The same with `%XX` of ASCII characters decoded and the digits of others in upper case. */
export function urlView(view: TextView): TextView | null {
  return decode(view, "%", URL_ESCAPE, (escape, digits) => {
    const code = parseInt(digits, 16);
    return code < 0x80 ? String.fromCharCode(code) : escape.toUpperCase();
  });
}

/** The same with the escapes of JSON strings decoded. */
export function jsonView(view: TextView): TextView | null {
  return decode(
    view,
    "\\",
    JSON_ESCAPE,
    (_, digits: string | undefined, letter: string) =>
      digits === undefined
        ? JSON_ESCAPES[letter] ?? letter
        : String.fromCharCode(parseInt(digits, 16)),
  );
}

/** Null when there is nothing to decode. */
function decode(
  view: TextView,
  mark: string,
  escape: RegExp,
  decoded: (escape: string, ...groups: string[]) => string,
): TextView | null {
  if (!view.text.includes(mark)) {
    return null;
  }
  /** Where decoded pieces begin in the decoded text, and in the one before. */
  const starts: number[] = [];
  const origins: number[] = [];
  let length = 0;
  let done = 0;
  let text = "";
  for (const hit of view.text.matchAll(escape)) {
    const [whole, ...groups] = hit;
    const piece = view.text.slice(done, hit.index) + decoded(whole, ...groups);
    text += piece;
    length += piece.length;
    done = hit.index + whole.length;
    starts.push(length);
    origins.push(done);
  }
  if (starts.length === 0) {
    return null;
  }
  text += view.text.slice(done);
  return { text, origin: (index) => view.origin(originOf(starts, origins, index)) };
}

/** The escape before an index tells how far both texts are apart there. */
function originOf(starts: readonly number[], origins: readonly number[], index: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? index : (origins[low - 1] ?? 0) + index - (starts[low - 1] ?? 0);
}
