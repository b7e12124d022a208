import type { Random, SealTarget } from "../seal/recipient.ts";
import { sealStream } from "../seal/seal_stream.ts";
import { fail, OrchestratorError } from "../store/failure.ts";
import type { SnapshotProblem } from "../store/snapshot_problem.ts";
import { type Bytes, encodeText } from "../stream/bytes.ts";
import { writeFrames } from "../tar/frames.ts";
import { MOST_ENTRIES } from "../tar/read_archive.ts";
import { loadZstdCodec, type ZstdCodec } from "../tar/zstd_codec.ts";
import { sealWithAge } from "./age_format.ts";
import { archiveEntries } from "./archive_entries.ts";
import type { Contents } from "./contents.ts";
import { formatManifest, LARGEST_MANIFEST, type Manifest } from "./manifest.ts";
import type { SnapshotForm } from "./open_snapshot.ts";
import { writeSnapshotArchive } from "./write_archive.ts";
import { startZstdWorkers } from "./zstd_workers.ts";

/** How a snapshot is written. */
export interface WriteOptions {
  readonly form: SnapshotForm;
  /** For whom it is sealed; none where it is not encrypted. */
  readonly targets: readonly SealTarget[];
  readonly random: Random;
  /** Threads that may compress beside this one. */
  readonly workers: number;
}

/** Less is compressed before a worker has started. */
const WORTH_WORKERS = 16 * 1024 * 1024;

/**
 * Writes a snapshot: yields its bytes, with memory that does not depend on how many they are.
 *
 * @throws `snapshot.refused` for what a reader would not take, `snapshot.changed`, `recipient.invalid`,
 * `file.unreadable`
 */
export async function* writeSnapshot(
  { manifest, source }: Contents,
  options: WriteOptions,
): AsyncGenerator<Bytes> {
  requireReadable(manifest);
  const codec = await startCodec(manifest, options.workers);
  try {
    const frames = writeFrames(writeSnapshotArchive(manifest, source), codec);
    yield* sealedAs(options, frames);
  } catch (error) {
    const isRefused = error instanceof OrchestratorError &&
      error.failure.code === "snapshot.damaged";
    throw isRefused ? fail("snapshot.refused", error.failure.facts) : error;
  } finally {
    codec.stop();
  }
}

function sealedAs(
  { form, targets, random }: WriteOptions,
  frames: AsyncGenerator<Bytes>,
): AsyncGenerator<Bytes> {
  switch (form) {
    case "orcsnap":
      return sealStream(frames, targets, random);
    case "age":
      return sealWithAge(frames, targets);
    case "plain":
      return frames;
  }
}

/** How many bytes of content a snapshot has. */
export function contentLength({ files }: Manifest): number {
  return files.reduce((total, { size }) => total + size, 0);
}

async function startCodec(
  manifest: Manifest,
  workers: number,
): Promise<ZstdCodec & { stop(): void }> {
  const isWorth = workers > 0 && contentLength(manifest) > WORTH_WORKERS;
  if (isWorth) return await startZstdWorkers(workers);
  return { ...await loadZstdCodec(), stop: () => {} };
}

function requireReadable(manifest: Manifest): void {
  // The manifest and the sums are entries too.
  let entries = 2;
  for (const _ of archiveEntries(manifest.files)) entries++;
  const isLarge = encodeText(formatManifest(manifest)).length > LARGEST_MANIFEST;
  const problem: SnapshotProblem | null = entries > MOST_ENTRIES
    ? { kind: "entries", limit: MOST_ENTRIES }
    : isLarge
    ? { kind: "manifest", place: "", found: "large" }
    : null;
  if (problem !== null) throw fail("snapshot.refused", { problem });
}
