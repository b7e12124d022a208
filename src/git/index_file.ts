import { joinPath } from "../process/path.ts";
import { readGitConfig } from "./config_file.ts";
import type { GitDirectories } from "./git_entry.ts";
import { isPresent, readBytes } from "./read_text.ts";

/**
 * Gets every entry of an index: the bytes of its path, valid during the call only, and its stage (0,
 * or 1 to 3 while it is unmerged). Returns true to see no more.
 */
export type IndexVisitor = (path: Uint8Array, stage: number) => boolean;

/** The largest index that is read: over a million entries. */
const LARGEST = 134_217_728;

/** Fixed part of an entry before its object id: times, device, inode, mode, owner, size. */
const STAT_LENGTH = 40;

const EXTENDED = 0x4000;
const NAME_MASK = 0x0fff;

/**
 * Walks the index of a checkout, and the shared part of a split one. Format: git's
 * `gitformat-index(5)`, versions 2 to 4.
 *
 * @returns `missing`: nothing was ever added; `unreadable`: too large, cut off, or another version
 */
export function walkIndex(
  git: GitDirectories,
  visit: IndexVisitor,
): "done" | "missing" | "unreadable" {
  const { gitDirectory, gitCommonDirectory } = git;
  if (gitDirectory === null || gitCommonDirectory === null) return "missing";
  const path = joinPath(gitDirectory, "index");
  const bytes = readBytes(path, LARGEST);
  if (bytes === null) return isPresent(path) ? "unreadable" : "missing";
  const format = readGitConfig(gitCommonDirectory).get("extensions.objectformat");
  const idLength = format === "sha256" ? 32 : 20;
  const end = walkEntries(bytes, idLength, visit);
  if (end === "stopped") return "done";
  if (end === null) return "unreadable";
  const shared = sharedIndexId(bytes, end, idLength);
  if (shared === null) return "done";
  const sharedBytes = readBytes(joinPath(gitDirectory, `sharedindex.${shared}`), LARGEST);
  const sharedEnd = sharedBytes === null ? null : walkEntries(sharedBytes, idLength, visit);
  return sharedEnd === null ? "unreadable" : "done";
}

/** Returns the offset after the last entry, null when the bytes are not an index. */
function walkEntries(
  bytes: Uint8Array,
  idLength: number,
  visit: IndexVisitor,
): number | "stopped" | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 + idLength || view.getUint32(0) !== signature("DIRC")) return null;
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return null;
  // The checksum at the end is no entry.
  const limit = bytes.length - idLength;
  const names = version === 4 ? prefixedNames(bytes, limit) : paddedNames(bytes, limit);
  let at = 12;
  for (let left = view.getUint32(8); left > 0; left--) {
    const flagsAt = at + STAT_LENGTH + idLength;
    if (flagsAt + 2 > limit) return null;
    const flags = view.getUint16(flagsAt);
    const nameAt = flagsAt + ((flags & EXTENDED) === 0 ? 2 : 4);
    const name = names(nameAt, flags & NAME_MASK, at);
    if (name === null) return null;
    // A split index leaves out the name of an entry that replaces one of the shared index.
    if (name.path.length > 0 && visit(name.path, (flags >> 12) & 3)) return "stopped";
    at = name.end;
  }
  return at;
}

/** Reads the name at an offset; `length` is 0xfff when it is longer than the flags can say. */
type NameReader = (
  nameAt: number,
  length: number,
  entryAt: number,
) => { readonly path: Uint8Array; readonly end: number } | null;

/** Versions 2 and 3: the whole name, then 1 to 8 NULs up to a multiple of 8 bytes. */
function paddedNames(bytes: Uint8Array, limit: number): NameReader {
  return (nameAt, length, entryAt) => {
    const nameEnd = length < NAME_MASK ? nameAt + length : bytes.indexOf(0, nameAt);
    if (nameEnd < nameAt || nameEnd >= limit) return null;
    const end = entryAt + ((nameEnd - entryAt + 8) & ~7);
    return end > limit ? null : { path: bytes.subarray(nameAt, nameEnd), end };
  };
}

/** Version 4: how many bytes of the name before to drop, then what to add and one NUL. */
function prefixedNames(bytes: Uint8Array, limit: number): NameReader {
  let buffer = new Uint8Array(4096);
  let length = 0;
  return (nameAt) => {
    let at = nameAt;
    let byte = bytes[at++] ?? 0;
    let drop = byte & 0x7f;
    while ((byte & 0x80) !== 0 && drop <= length) {
      byte = bytes[at++] ?? 0;
      drop = ((drop + 1) << 7) | (byte & 0x7f);
    }
    const nul = bytes.indexOf(0, at);
    if (drop > length || nul < at || nul >= limit) return null;
    const kept = length - drop;
    length = kept + nul - at;
    if (length > buffer.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(buffer.subarray(0, kept));
      buffer = larger;
    }
    buffer.set(bytes.subarray(at, nul), kept);
    return { path: buffer.subarray(0, length), end: nul + 1 };
  };
}

/** The id in the extension `link`, null when the index is not split. */
function sharedIndexId(bytes: Uint8Array, from: number, idLength: number): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  while (at + 8 + idLength <= bytes.length) {
    const size = view.getUint32(at + 4);
    if (view.getUint32(at) === signature("link") && size >= idLength) {
      const id = bytes.subarray(at + 8, at + 8 + idLength).toHex();
      return /^0+$/.test(id) ? null : id;
    }
    at += 8 + size;
  }
  return null;
}

function signature(letters: string): number {
  return [...letters].reduce((number, letter) => number * 256 + letter.charCodeAt(0), 0);
}
