const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Random characters of Crockford's base32 in lower case (no i, l, o, u), 5 bits each. */
export function randomName(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => ALPHABET.charAt(byte & 31)).join("");
}
