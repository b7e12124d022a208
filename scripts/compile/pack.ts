import { deflateRawSync } from "node:zlib";
import { type Parts, WORKER } from "./parts.ts";

/** Of the length that comes first. */
const LENGTH_BYTES = 4;

/** The parts of a program that are in none of its scripts, and in which script the others are. */
export interface Unplaced {
  readonly parts: Parts;
  /** The name of the script of each other part. */
  readonly elsewhere: ReadonlyMap<string, string>;
  /** The names of those that are needed often enough to lie as they are. */
  readonly plain: ReadonlySet<string>;
}

/**
 * Parts that are rarely needed, compressed one by one, because every byte of the program costs each
 * of its runs: the length of the index in 4 bytes (little-endian), the index, their bytes. The index is
 * JSON and has, by the name of a part, where its bytes begin after the index, how many they are, and how
 * many it has (more, if they are deflated, RFC 1951); or the name of its script.
 */
export function packOf({ parts, elsewhere, plain }: Unplaced): Uint8Array<ArrayBuffer> {
  const index: Record<string, readonly [number, number, number] | string> = {};
  for (const [name, script] of elsewhere) index[name] = script;
  const pieces: Uint8Array[] = [];
  let offset = 0;
  for (const [name, text] of parts) {
    const bytes = new TextEncoder().encode(text);
    const deflated = plain.has(name) ? bytes : deflateRawSync(bytes, { level: 9 });
    const piece = deflated.length < bytes.length ? deflated : bytes;
    index[name] = [offset, piece.length, bytes.length];
    pieces.push(piece);
    offset += piece.length;
  }
  const head = new TextEncoder().encode(JSON.stringify(index));
  const pack = new Uint8Array(LENGTH_BYTES + head.length + offset);
  new DataView(pack.buffer).setUint32(0, head.length, true);
  pack.set(head, LENGTH_BYTES);
  let at = LENGTH_BYTES + head.length;
  for (const piece of pieces) {
    pack.set(piece, at);
    at += piece.length;
  }
  return pack;
}

/**
 * Functions of a program, as source text: `find(name)` gives the part from the pack in the file at `path`
 * (an expression), or runs the script that has it by `runScript(name)`, which adds to `parts`;
 * `workerAddress()` gives that of the part that is what workers run.
 */
export function finderOf(path: string): string {
  return [
    "let pack;",
    "function openPack() {",
    `  const bytes = Deno.readFileSync(${path});`,
    `  const begin = ${LENGTH_BYTES} + new DataView(bytes.buffer).getUint32(0, true);`,
    `  const head = new TextDecoder().decode(bytes.subarray(${LENGTH_BYTES}, begin));`,
    '  const { inflateRawSync } = process.getBuiltinModule("node:zlib");',
    "  return { index: JSON.parse(head), rest: bytes.subarray(begin), inflateRawSync };",
    "}",
    "function find(name) {",
    "  pack ??= openPack();",
    "  const place = pack.index[name];",
    '  if (typeof place === "string") {',
    "    runScript(place);",
    "    return parts[name];",
    "  }",
    "  return new Script(textOf(place), { filename: name }).runInThisContext();",
    "}",
    "function textOf([offset, length, size]) {",
    "  const piece = pack.rest.subarray(offset, offset + length);",
    "  const bytes = length === size",
    "    ? piece",
    "    : pack.inflateRawSync(piece, { chunkSize: Math.max(size, 64) });",
    "  return new TextDecoder().decode(bytes);",
    "}",
    "function workerAddress() {",
    "  pack ??= openPack();",
    `  const text = textOf(pack.index[${JSON.stringify(WORKER)}]);`,
    "  return `data:application/javascript,${encodeURIComponent(text)}`;",
    "}",
  ].join("\n");
}
