import { concatBytes, encodeText } from "../stream/bytes.ts";

/**
 * A file of lines with the lines of another one behind its own, each once; null when it has them all.
 *
 * @param ours Null when there is no such file.
 */
export function missingLines(ours: Uint8Array | null, theirs: Uint8Array): Uint8Array | null {
  const own = ours ?? new Uint8Array();
  const present = new Set(linesOf(own));
  const missing = [...new Set(linesOf(theirs))].filter((line) => !present.has(line));
  if (missing.length === 0) return null;
  const gap = own.length === 0 || own.at(-1) === NEWLINE ? "" : "\n";
  return concatBytes([own, encodeText(gap + missing.map((line) => `${line}\n`).join(""))]);
}

const NEWLINE = 10;

function linesOf(bytes: Uint8Array): readonly string[] {
  return new TextDecoder().decode(bytes).split("\n").filter((line) => line.trim() !== "");
}
