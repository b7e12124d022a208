import { CHARACTERS, isIn, runEnd } from "./characters.ts";
import type { FoundSecret } from "./found_secret.ts";
import { NAMED_VALUES } from "./named_value.ts";
import { isRedaction } from "./redaction.ts";
import { urlPassword } from "./url_password.ts";

/** What stands before the authority of a URL. */
export const URL_MARK = "://";
const AUTHORIZATION = "authorization";
const BEARER = "bearer";
const BY_NAME = new Map(
  NAMED_VALUES.flatMap((value) => value.names.map((name) => [name, value] as const)),
);
/** What stands before the other secrets that are found here, in upper or lower case. */
export const NAMES: readonly string[] = [...BY_NAME.keys(), AUTHORIZATION, BEARER];
/** Only literals: it cannot backtrack. */
const FINDER = new RegExp([URL_MARK, ...NAMES].join("|"), "gi");
const NAMED = new RegExp(`(?:${NAMES.join("|")})$`, "i");

const SEPARATORS = new Set("\\\"' \t:=>");
const LONGEST_SEPARATOR = 16;
const LONGEST_SCHEME = 10;
const SHORTEST_CREDENTIALS = 4;
/** Shorter words after "bearer" are prose. */
const SHORTEST_BEARER_TOKEN = 20;
/** Schemes whose credentials are a secret as they stand: RFC 6750, RFC 7617, and two of use. */
const SCHEMES = ["bearer", "basic", "token", "apikey"];

/** Whether the name of a field says that its value is a secret. */
export function namesSecret(name: string): boolean {
  return NAMED.test(name);
}

/**
 * Finds secrets that have no shape of their own, from left to right: in URLs, in headers, after certain
 * names. What has been replaced already is none.
 */
export function findContext(text: string): readonly FoundSecret[] {
  FINDER.lastIndex = 0;
  const found: FoundSecret[] = [];
  for (let hit = FINDER.exec(text); hit !== null; hit = FINDER.exec(text)) {
    const secret = secretAfter(text, hit[0].toLowerCase(), hit.index + hit[0].length);
    if (secret !== null && !isRedaction(text.slice(secret.start, secret.end))) {
      found.push(secret);
      FINDER.lastIndex = secret.end;
    }
  }
  return found;
}

function secretAfter(text: string, mark: string, after: number): FoundSecret | null {
  switch (mark) {
    case URL_MARK:
      return urlPassword(text, after);
    case AUTHORIZATION:
      return credentials(text, after);
    case BEARER:
      return bearerToken(text, after);
    default:
      return namedValue(text, mark, after);
  }
}

/** `Authorization: <scheme> <credentials>` (RFC 9110, section 11.6.2), also quoted as in JSON. */
function credentials(text: string, after: number): FoundSecret | null {
  const scheme = separatorEnd(text, after);
  if (!/[:=]/.test(text.slice(after, scheme))) {
    return null;
  }
  const schemeEnd = runEnd(text, scheme, CHARACTERS.alphanumeric, scheme + LONGEST_SCHEME);
  const start = spaceEnd(text, schemeEnd);
  const end = runEnd(text, start, CHARACTERS.token68);
  const known = SCHEMES.includes(text.slice(scheme, schemeEnd).toLowerCase());
  return known && start > schemeEnd && end - start >= SHORTEST_CREDENTIALS
    ? { kind: "authorization", start, end }
    : null;
}

/** `Bearer <token>` anywhere: a long word with a digit in it. */
function bearerToken(text: string, after: number): FoundSecret | null {
  const start = spaceEnd(text, after);
  const end = runEnd(text, start, CHARACTERS.token68);
  const isToken = start > after && end - start >= SHORTEST_BEARER_TOKEN &&
    isIn(text.charCodeAt(start), CHARACTERS.alphanumeric) &&
    /[0-9]/.test(text.slice(start, end));
  return isToken ? { kind: "bearer-token", start, end } : null;
}

function namedValue(text: string, name: string, after: number): FoundSecret | null {
  const value = BY_NAME.get(name);
  const start = separatorEnd(text, after);
  if (value === undefined || start === after) {
    return null;
  }
  const end = runEnd(text, start, value.characters);
  return end - start >= value.min ? { kind: value.kind, start, end } : null;
}

/** Index after what stands between a name and its value: `=`, `:` or `>`, quotes, spaces. */
function separatorEnd(text: string, at: number): number {
  let end = at;
  while (end < at + LONGEST_SEPARATOR && SEPARATORS.has(text.charAt(end))) {
    end++;
  }
  return end;
}

function spaceEnd(text: string, at: number): number {
  let end = at;
  while (end < at + LONGEST_SEPARATOR && (text.charAt(end) === " " || text.charAt(end) === "\t")) {
    end++;
  }
  return end;
}
