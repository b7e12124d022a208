/** Shorter forms would be found by accident. */
const SHORTEST_FORM = 8;

/** In bits. */
const SEXTET = 6;
const OCTET = 8;

/**
 * How a value is written in a text: as it is, and in base64 and base64url wherever it may stand in what
 * is encoded. Escapes of URLs and JSON are taken out of the text instead.
 */
export function valueForms(value: string): readonly string[] {
  const plain = [value, value.trim()];
  const spaced = plain.filter((form) => form.includes(" "))
    .map((form) => form.replaceAll(" ", "+"));
  const foreign = plain.filter((form) => /[^\0-\x7f]/.test(form)).map(percentEncoded);
  const encoded = [...new Set(plain)].flatMap(base64Forms);
  const urls = encoded.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  const forms = new Set([...plain, ...spaced, ...foreign, ...encoded, ...urls]);
  return [...forms].filter((form) => form.length >= SHORTEST_FORM);
}

/** What is not ASCII, as URLs have it. */
function percentEncoded(value: string): string {
  return Array.from(
    new TextEncoder().encode(value),
    (byte) => byte < 0x80 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase()}`,
  ).join("");
}

/** The characters that depend on the value alone, behind 0, 1 and 2 other bytes; and the whole. */
function base64Forms(value: string): readonly string[] {
  const bytes = new TextEncoder().encode(value);
  const parts = [0, 1, 2].map((before) => {
    const shifted = new Uint8Array(before + bytes.length);
    shifted.set(bytes, before);
    const from = Math.ceil(before * OCTET / SEXTET);
    return shifted.toBase64().slice(from, Math.floor(shifted.length * OCTET / SEXTET));
  });
  const whole = bytes.toBase64();
  return [whole, whole.replace(/=+$/, ""), ...parts];
}
