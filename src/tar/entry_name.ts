import { encodeText } from "../stream/bytes.ts";
import type { NameProblem } from "../store/snapshot_problem.ts";

/** Bounds of a name: bytes of all of it, bytes of a segment, segments. */
const LIMITS = { name: 1024, segment: 255, depth: 32 } as const;

/** What Windows takes for a device, whatever follows the first dot. */
const DEVICE =
  /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(?:\.|$)/i;

const CONTROL = /\p{Cc}/u;

/**
 * What is wrong with the name of a file or directory in an archive; null if every common system can
 * have it, and it cannot leave the directory that it is unpacked in.
 */
export function nameProblem(name: string): NameProblem | null {
  if (name === "") return "empty";
  if (!name.isWellFormed()) return "not_text";
  if (encodeText(name).length > LIMITS.name) return "long";
  if (CONTROL.test(name)) return "control";
  if (name.includes("\\")) return "backslash";
  // A drive, or a second stream of a file.
  if (name.includes(":")) return "colon";
  if (name.startsWith("/")) return "absolute";
  if (name !== name.normalize("NFC")) return "not_nfc";
  const segments = name.split("/");
  if (segments.length > LIMITS.depth) return "deep";
  return segments.map(segmentProblem).find((problem) => problem !== null) ?? null;
}

/** The order of names in an archive: that of their UTF-8 bytes. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function segmentProblem(segment: string): NameProblem | null {
  if (segment === "") return "empty";
  if (segment === "." || segment === "..") return "dots";
  if (/[. ]$/.test(segment)) return "trailing";
  if (DEVICE.test(segment)) return "device";
  return encodeText(segment).length > LIMITS.segment ? "long_segment" : null;
}
