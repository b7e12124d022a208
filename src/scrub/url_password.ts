import type { FoundSecret } from "./found_secret.ts";

/** What ends the authority of a URL (RFC 3986, section 3.2) in running text. */
const AUTHORITY_ENDS = new Set('/?#"<>`\\');
/** A password that is yet to be filled in: `$NAME`, `${name}`, `{{name}}`, `%NAME%`, `***`. */
const PLACEHOLDER =
  /^(?:\$[A-Z_][A-Z0-9_]*|\$\{[A-Za-z_][A-Za-z0-9_]*\}|\{\{[^{}]*\}\}|%[A-Z_]+%|\*+)$/;
const LONGEST_PLACEHOLDER = 100;

/**
 * The password of `user:password@host` after `://` (RFC 3986, section 3.2.1); user and host stay.
 *
 * @param after Index after `://`.
 * @returns null without a password, or if it only stands for one.
 */
export function urlPassword(text: string, after: number): FoundSecret | null {
  let colon = -1;
  let at = -1;
  for (let end = after; end < text.length; end++) {
    const character = text.charAt(end);
    if (character <= " " || AUTHORITY_ENDS.has(character)) {
      break;
    }
    if (character === ":" && colon === -1) {
      colon = end;
    } else if (character === "@") {
      at = end;
    } else if (character === "[" && colon === -1) {
      // An address, or a name that has been replaced already: no user has a bracket.
      return null;
    }
  }
  if (colon === -1 || at <= colon + 1) {
    return null;
  }
  const password = text.slice(colon + 1, at);
  return password.length <= LONGEST_PLACEHOLDER && PLACEHOLDER.test(password)
    ? null
    : { kind: "url-password", start: colon + 1, end: at };
}
