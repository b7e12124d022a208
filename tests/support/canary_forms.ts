import { Buffer } from "node:buffer";

/** A value that is managed as a secret, and how to recognise it. */
export interface Canary {
  /** What it is, without the value. */
  readonly name: string;
  readonly forms: readonly Form[];
}

interface Form {
  readonly how: string;
  /** Bytes, one character each. */
  readonly bytes: string;
  /** Line ends and blanks may stand in it. */
  readonly wraps: boolean;
}

/** In bytes. Shorter values are in texts by chance, and the program does not look for them either. */
const SHORTEST = 8;

/** In bytes. Of a longer value only the beginning is looked for. */
const LONGEST = 1024;

/** A value under a name; null where it is too short to be looked for. */
export function canaryOf(name: string, value: Uint8Array): Canary | null {
  return value.length < SHORTEST ? null : { name, forms: formsOf(value.subarray(0, LONGEST)) };
}

/** Which of the canaries are in some bytes, and in which encoding. */
export function findCanaries(
  bytes: Uint8Array,
  canaries: Iterable<Canary>,
): readonly string[] {
  const text = binary(bytes);
  const joined = text.replace(/\s+/g, "");
  const found = Array.from(canaries).flatMap(({ name, forms }) =>
    forms.filter((form) => (form.wraps ? joined : text).includes(form.bytes))
      .map(({ how }) => `${name}, ${how}`)
  );
  return Array.from(new Set(found));
}

/** Made apart from how the program itself finds known values. */
function formsOf(value: Uint8Array): readonly Form[] {
  const hex = value.toHex();
  const encoded = [0, 1, 2].map((count) => base64At(value, count))
    .filter(({ length }) => length >= SHORTEST);
  const forms = [
    form("plain", binary(value)),
    form("hex", hex, true),
    form("hex", hex.toUpperCase(), true),
    ...encoded.map((text) => form("base64", text, true)),
    ...encoded.map((text) =>
      form("base64url", text.replaceAll("+", "-").replaceAll("/", "_"), true)
    ),
    ...textForms(value).map(([how, text]) => form(how, binary(Buffer.from(text)))),
  ];
  // The name of the simplest one, where several are the same.
  return forms.filter(({ bytes }, index) =>
    forms.findIndex((one) => one.bytes === bytes) === index
  );
}

/** What of it does not depend on what stands before, `count` bytes of the last three, and behind. */
function base64At(value: Uint8Array, count: number): string {
  const text = new Uint8Array([...new Array<number>(count).fill(0), ...value]).toBase64();
  return text.slice(count === 0 ? 0 : 4, Math.floor((count + value.length) / 3) * 4);
}

function textForms(value: Uint8Array): readonly (readonly [how: string, text: string])[] {
  const text = decoded(value);
  if (text === null) return [];
  const url = encodeURIComponent(text);
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return [
    ["URL", url],
    ["URL", url.replace(/%../g, (escape) => escape.toLowerCase())],
    ["URL", url.replaceAll("%20", "+")],
    ["JSON", json],
    ["JSON", json.replaceAll("/", "\\/")],
    ["JSON", ascii],
    ["JSON twice", JSON.stringify(json).slice(1, -1)],
    ["shell", text.replaceAll("'", `'\\''`)],
  ];
}

function decoded(value: Uint8Array): string | null {
  try {
    // The end may be cut within a character.
    return new TextDecoder("utf-8", { fatal: true }).decode(value, { stream: true });
  } catch {
    return null;
  }
}

function form(how: string, bytes: string, wraps = false): Form {
  return { how, bytes, wraps };
}

function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
