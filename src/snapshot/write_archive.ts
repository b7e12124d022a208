import { startSha256 } from "../store/sha256.ts";
import { type Bytes, type ByteSource, encodeText } from "../stream/bytes.ts";
import type { NewEntry } from "../tar/entry.ts";
import { writeArchive } from "../tar/write_archive.ts";
import { archiveEntries } from "./archive_entries.ts";
import { formatManifest, type Manifest, MANIFEST_NAME, SUMS_NAME } from "./manifest.ts";
import { type FileSum, formatSums } from "./sums.ts";

/** Where the files of a snapshot come from. */
export interface ArchiveSource {
  /** The content of a file of the manifest: exactly as many bytes as the manifest says. */
  content(name: string): ByteSource;
  /** Seconds since 1970, for a file or a directory. */
  mtime(name: string): number;
}

/** Writes the tar of a snapshot: the manifest, its files behind their directories, their sums. */
export function writeSnapshotArchive(
  manifest: Manifest,
  source: ArchiveSource,
): AsyncGenerator<Bytes> {
  return writeArchive(entriesOf(manifest, source));
}

function* entriesOf(manifest: Manifest, source: ArchiveSource): Generator<NewEntry> {
  const sums: FileSum[] = [];
  yield hashed(textEntry(MANIFEST_NAME, formatManifest(manifest)), sums);
  for (const { kind, name, size } of archiveEntries(manifest.files)) {
    const mtime = source.mtime(name);
    if (kind === "directory") yield { kind, name, size, mtime, content: [] };
    else yield hashed({ kind, name, size, mtime, content: source.content(name) }, sums);
  }
  yield textEntry(SUMS_NAME, formatSums(sums));
}

function textEntry(name: string, text: string): NewEntry {
  const bytes = encodeText(text);
  return { kind: "file", name, size: bytes.length, mtime: 0, content: [bytes] };
}

function hashed(entry: NewEntry, sums: FileSum[]): NewEntry {
  const hash = startSha256();
  async function* passed(): AsyncGenerator<Bytes> {
    for await (const part of entry.content) {
      hash.update(part);
      yield part;
    }
    sums.push({ name: entry.name, sha256: hash.hex() });
  }
  return { ...entry, content: passed() };
}
