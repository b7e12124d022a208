import type { Bytes } from "../stream/bytes.ts";

const SHAPE = /^[A-Za-z0-9_-]*$/;

/** Base64 of RFC 4648, section 5, without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of an unpadded base64url text, null unless that is exactly how they are written. */
export function decodeBase64Url(text: string): Bytes | null {
  if (!SHAPE.test(text) || text.length % 4 === 1) return null;
  const characters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  // Bits beyond the last byte that are not zero would be a second spelling.
  return encodeBase64Url(bytes) === text ? bytes : null;
}
