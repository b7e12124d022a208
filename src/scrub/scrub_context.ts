import { CHARACTERS, isIn, runEnd } from "./characters.ts";
import type { ContextSecret } from "./context_secret.ts";
import { NAMED_VALUES } from "./named_value.ts";
import { isRedaction, redaction } from "./redaction.ts";
import { urlPassword } from "./url_password.ts";

const URL_MARK = "://";
const AUTHORIZATION = "authorization";
const BEARER = "bearer";
const BY_NAME = new Map(
  NAMED_VALUES.flatMap((value) => value.names.map((name) => [name, value] as const)),
);
const NAMES = [...BY_NAME.keys(), AUTHORIZATION, BEARER];
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

/** Replaces secrets that have no shape of their own: in URLs, in headers, after certain names. */
export function scrubContext(text: string): string {
  FINDER.lastIndex = 0;
  let scrubbed = "";
  let done = 0;
  for (let hit = FINDER.exec(text); hit !== null; hit = FINDER.exec(text)) {
    const found = secretAfter(text, hit[0].toLowerCase(), hit.index + hit[0].length);
    if (found !== null && !isRedaction(text.slice(found.start, found.end))) {
      scrubbed += text.slice(done, found.start) + redaction(found.kind);
      done = found.end;
      FINDER.lastIndex = done;
    }
  }
  return done === 0 ? text : scrubbed + text.slice(done);
}

function secretAfter(text: string, mark: string, after: number): ContextSecret | null {
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
function credentials(text: string, after: number): ContextSecret | null {
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
function bearerToken(text: string, after: number): ContextSecret | null {
  const start = spaceEnd(text, after);
  const end = runEnd(text, start, CHARACTERS.token68);
  const isToken = start > after && end - start >= SHORTEST_BEARER_TOKEN &&
    isIn(text.charCodeAt(start), CHARACTERS.alphanumeric) &&
    /[0-9]/.test(text.slice(start, end));
  return isToken ? { kind: "bearer-token", start, end } : null;
}

function namedValue(text: string, name: string, after: number): ContextSecret | null {
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
