import { looksRandom } from "./looks_random.ts";

/** Something that may be a secret, by its name and its looks. Nothing is sure enough to take it out. */
export interface LikelySecret {
  /** The name before it, as it is written. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What a name says whose value is a secret, in upper or lower case. */
export const LIKELY_NAMES = [
  "password",
  "passwd",
  "passphrase",
  "secret",
  "token",
  "credential",
  "api key",
  "access key",
  "private key",
  "auth key",
  "signing key",
  "encryption key",
  "account key",
  "master key",
] as const;

/** Nothing shorter looks drawn, and nothing without a digit. */
export const SHORTEST_LIKELY = 12;

/** Only literals, the words of a name perhaps joined: it cannot backtrack. */
const FINDER = new RegExp(LIKELY_NAMES.map((name) => name.replace(" ", "[ _-]?")).join("|"), "gi");

/** What a name goes on with. */
const TAIL = /[A-Za-z0-9_]{0,16}/y;

/** What stands between a name and its value: signs and quotes, or a verb. */
const SEPARATOR =
  /[\\"'`)\]]{0,4}\s{0,3}(?:[:=]{1,2}>?|[-=]>|is|was)\s{0,3}(?:bearer\s|basic\s)?/iy;
/** After an option of a command line a blank is enough. */
const BLANK = /\s{1,3}/y;
const QUOTES = /[\\"'`]{0,4}/y;

const VALUE = /[A-Za-z0-9+/_.~!@#$%^&*?:-]{1,512}/y;

/** Before or after a name they say that the value is no secret: of a hash, an id, something public. */
const HARMLESS =
  /sha-?\d|md5|hash|digest|checksum|integrity|fingerprint|public|etag|\bids?$|_id$|Id$/i;

/** Variables, paths, URLs. */
const REFERENCE = /^(?:[$%~.]|\/|[A-Za-z]:[\\/]|sha\d+[-:])|:\/\//i;

/** So far before a name harmless words are looked for. */
const NEIGHBOURHOOD = 24;

/**
 * Finds random-looking values with a name before them that says they are secret. Hashes, UUIDs, ids,
 * paths, URLs and names made of words are none. In linear time.
 */
export function findLikelySecrets(text: string): readonly LikelySecret[] {
  const found: LikelySecret[] = [];
  FINDER.lastIndex = 0;
  for (let hit = FINDER.exec(text); hit !== null; hit = FINDER.exec(text)) {
    const secret = likelySecret(text, hit.index, hit.index + hit[0].length);
    if (secret === null) continue;
    found.push(secret);
    FINDER.lastIndex = secret.end;
  }
  return found;
}

function likelySecret(text: string, nameStart: number, nameEnd: number): LikelySecret | null {
  const tailEnd = endOf(TAIL, text, nameEnd) ?? nameEnd;
  const isOption = /[-\s]-[\w-]{0,16}$/.test(text.slice(Math.max(0, nameStart - 18), nameStart));
  const separatorEnd = endOf(SEPARATOR, text, tailEnd) ??
    (isOption ? endOf(BLANK, text, tailEnd) : null);
  if (separatorEnd === null) return null;
  const start = endOf(QUOTES, text, separatorEnd) ?? separatorEnd;
  const end = endOf(VALUE, text, start);
  if (end === null) return null;
  const before = text.slice(Math.max(0, nameStart - NEIGHBOURHOOD), tailEnd);
  const value = text.slice(start, end);
  return HARMLESS.test(before) || REFERENCE.test(value) || !looksRandom(value)
    ? null
    : { name: text.slice(nameStart, tailEnd), start, end };
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
