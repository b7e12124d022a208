import { fail, type OrchestratorError } from "../store/failure.ts";
import { startSha256 } from "../store/sha256.ts";
import type { SnapshotProblem } from "../store/snapshot_problem.ts";
import { type Bytes, type ByteSource, collectBytes, decodeText } from "../stream/bytes.ts";
import type { ArchiveEntry } from "../tar/entry.ts";
import { readArchive } from "../tar/read_archive.ts";
import { archiveEntries, type ExpectedEntry } from "./archive_entries.ts";
import { LARGEST_MANIFEST, type Manifest, MANIFEST_NAME, SUMS_NAME } from "./manifest.ts";
import { parseManifest } from "./parse_manifest.ts";
import { type FileSum, formatSums, sumsLength } from "./sums.ts";

/** The archive of a snapshot, while it is read. */
export interface SnapshotArchive {
  readonly manifest: Manifest;
  /**
   * All files of the manifest, in its order. When this ends without a failure, names, sizes and
   * contents were all verified, and nothing was missing or too much; before that they were not, so
   * nothing that came out counts until then. To be called once.
   */
  files(): AsyncGenerator<SnapshotFile>;
  /** Tells the source that no more is wanted. */
  close(): Promise<void>;
}

/** One file, whose content is there until the next one is asked for. */
export interface SnapshotFile {
  /** Its name in the archive; safe to use as a relative path. */
  readonly name: string;
  readonly size: number;
  /** In seconds since 1970. */
  readonly mtime: number;
  readonly content: AsyncIterable<Bytes>;
  /** Of the content, in hex; known once all of it was taken. */
  sha256(): string;
}

/**
 * Begins to read the tar of a snapshot and takes its manifest.
 *
 * @throws `snapshot.damaged`, `snapshot.newer`
 */
export async function readSnapshotArchive(source: ByteSource): Promise<SnapshotArchive> {
  const entries = readArchive(source);
  const { value: first, done } = await entries.next();
  if (done === true || !isFile(first, MANIFEST_NAME)) throw manifestProblem("absent", "");
  if (first.size > LARGEST_MANIFEST) throw manifestProblem("large", "");
  const file = hashed(first);
  const manifest = parseManifest(await collectBytes(file.content));
  const sums: FileSum[] = [{ name: MANIFEST_NAME, sha256: file.sha256() }];
  return {
    manifest,
    files: () => readFiles(entries, manifest, sums),
    close: async () => {
      await entries.return(undefined);
    },
  };
}

async function* readFiles(
  entries: AsyncGenerator<ArchiveEntry>,
  { files }: Manifest,
  sums: FileSum[],
): AsyncGenerator<SnapshotFile> {
  for (const expected of archiveEntries(files)) {
    const entry = await nextEntry(entries, expected);
    if (entry.kind === "directory") continue;
    const file = hashed(entry);
    yield file;
    // What the consumer has left of it has to be right as well.
    for await (const _ of file.content);
    sums.push({ name: file.name, sha256: file.sha256() });
  }
  const size = sumsLength(sums.map(({ name }) => name));
  const last = await nextEntry(entries, { kind: "file", name: SUMS_NAME, size });
  compareSums(decodeText(await collectBytes(last.content)), sums);
  const { done, value: more } = await entries.next();
  if (done !== true) throw manifestProblem("not_listed", more.name);
}

async function nextEntry(
  entries: AsyncGenerator<ArchiveEntry>,
  expected: ExpectedEntry,
): Promise<ArchiveEntry> {
  const { done, value: entry } = await entries.next();
  if (done === true) throw manifestProblem("not_in_archive", expected.name);
  if (entry.kind !== expected.kind || entry.name !== expected.name) {
    throw manifestProblem("not_listed", entry.name);
  }
  if (entry.size !== expected.size) throw manifestProblem("other_size", entry.name);
  return entry;
}

function compareSums(text: string | null, sums: readonly FileSum[]): void {
  const expected = formatSums(sums);
  if (text === expected) return;
  const [found, wanted] = [text?.split("\n") ?? [], expected.split("\n")];
  const at = wanted.findIndex((line, index) => line !== found[index]);
  const name = sums[at]?.name;
  const isContent = name !== undefined && found[at]?.slice(64) === `  ${name}`;
  throw refuse(isContent ? { kind: "content", name } : { kind: "sums" });
}

function hashed({ name, size, mtime, content }: ArchiveEntry): SnapshotFile {
  const hash = startSha256();
  let sum: string | null = null;
  async function* passed(): AsyncGenerator<Bytes> {
    for await (const part of content) {
      hash.update(part);
      yield part;
    }
  }
  const once = passed();
  // Leaving a loop over it early must not end it: the rest is read afterwards.
  const resumable = { [Symbol.asyncIterator]: () => ({ next: () => once.next() }) };
  return { name, size, mtime, content: resumable, sha256: () => sum ??= hash.hex() };
}

function isFile({ kind, name }: ArchiveEntry, wanted: string): boolean {
  return kind === "file" && name === wanted;
}

function manifestProblem(
  found: "absent" | "large" | "not_listed" | "not_in_archive" | "other_size",
  place: string,
): OrchestratorError {
  return refuse({ kind: "manifest", place, found });
}

function refuse(problem: SnapshotProblem): OrchestratorError {
  return fail("snapshot.damaged", { problem });
}
