import { CHARACTERS, runEnd } from "./characters.ts";

/** What a PEM block begins with (RFC 7468; older headers, RFC 1421; OpenPGP armour, RFC 9580). */
export const PEM_BEGIN = "-----BEGIN ";

const PEM_END = "-----END ";
const DASHES = "-----";
const LABEL = /^[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?$/;
const LONGEST_LABEL = 60;
const HEADER = /^(?:Proc-Type|DEK-Info|Version|Comment|Charset|Hash|MessageID):/;
const LONGEST_HEADER_NAME = 12;
/** Text between the lines of a key: white space, quotes, escapes, marks of a diff or a quotation. */
const SEPARATORS = " \t\r\n\"'`,;:|>#*+-\\";
/** No English word that follows a mention of a header is this long. */
const SHORTEST_FULL_LINE = 16;

/** Finds the private keys of one text, from left to right; in linear time over all calls. */
export interface PrivateKeyFinder {
  /** End of the block that begins at `at`, where {@link PEM_BEGIN} stands; -1 if none does. */
  endOf(at: number): number;
}

/**
 * Makes the finder for a text. A block goes to the next end line of a private key, whatever stands
 * between; without one, over what looks like lines of a key. A header alone is no secret.
 */
export function findPrivateKeys(text: string): PrivateKeyFinder {
  let nextEnd = { from: 0, after: 0 };
  return {
    endOf(at) {
      const body = afterLabel(text, at + PEM_BEGIN.length);
      if (body === -1) {
        return -1;
      }
      if (nextEnd.from !== -1 && nextEnd.from < body) {
        nextEnd = findEndLine(text, body);
      }
      return nextEnd.from === -1 ? unterminatedEnd(text, body) : nextEnd.after;
    },
  };
}

/** Index after the label and its dashes if the label is that of a private key, else -1. */
function afterLabel(text: string, at: number): number {
  const label = text.slice(at, at + LONGEST_LABEL);
  const length = label.indexOf(DASHES);
  return length !== -1 && LABEL.test(label.slice(0, length)) ? at + length + DASHES.length : -1;
}

function findEndLine(text: string, at: number): { readonly from: number; readonly after: number } {
  let from = text.indexOf(PEM_END, at);
  while (from !== -1) {
    const after = afterLabel(text, from + PEM_END.length);
    if (after !== -1) {
      return { from, after };
    }
    from = text.indexOf(PEM_END, from + 1);
  }
  return { from: -1, after: -1 };
}

function unterminatedEnd(text: string, body: number): number {
  let end = -1;
  let at = skipSeparators(text, body);
  while (at < text.length && !text.startsWith(DASHES, at)) {
    const lineEnd = runEnd(text, at, CHARACTERS.base64);
    if (HEADER.test(text.slice(at, at + LONGEST_HEADER_NAME))) {
      at = skipSeparators(text, headerEnd(text, at));
    } else if (lineEnd - at >= SHORTEST_FULL_LINE || isCutLine(text, at, lineEnd, end)) {
      end = lineEnd;
      at = skipSeparators(text, lineEnd);
    } else if (isLineNumber(text, at, lineEnd)) {
      at = skipSeparators(text, lineEnd);
    } else {
      break;
    }
  }
  return end;
}

/** The last line may be short, if the text ends there. */
function isCutLine(text: string, at: number, lineEnd: number, end: number): boolean {
  return end !== -1 && lineEnd > at && skipSeparators(text, lineEnd) === text.length;
}

function isLineNumber(text: string, at: number, lineEnd: number): boolean {
  return lineEnd > at && runEnd(text, at, CHARACTERS.digit) === lineEnd;
}

function headerEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !"\r\n\\".includes(text.charAt(end))) {
    end++;
  }
  return end;
}

function skipSeparators(text: string, at: number): number {
  let end = at;
  while (end < text.length && SEPARATORS.includes(text.charAt(end))) {
    if (text.startsWith(DASHES, end)) {
      return end;
    }
    end += text.charAt(end) === "\\" && "nrt".includes(text.charAt(end + 1)) ? 2 : 1;
  }
  return Math.min(end, text.length);
}
