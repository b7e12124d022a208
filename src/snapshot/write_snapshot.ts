import type { KnownValues } from "../scrub/known_values.ts";
import type { Random, SealTarget } from "../seal/recipient.ts";
import { sealStream } from "../seal/seal_stream.ts";
import { fail, OrchestratorError } from "../store/failure.ts";
import type { SnapshotProblem } from "../store/snapshot_problem.ts";
import { type Bytes, encodeText } from "../stream/bytes.ts";
import { writeFrames } from "../tar/frames.ts";
import { MOST_ENTRIES } from "../tar/read_archive.ts";
import { loadZstdCodec } from "../tar/zstd_codec.ts";
import { sealWithAge } from "./age_format.ts";
import { archiveEntries } from "./archive_entries.ts";
import type { Contents } from "./contents.ts";
import { formatManifest, LARGEST_MANIFEST, type Manifest } from "./manifest.ts";
import type { SnapshotForm } from "./open_snapshot.ts";
import { PieceScan } from "./piece_scan.ts";
import { startPieceWorkers } from "./piece_workers.ts";
import { type LikelyFound, refuseSecrets } from "./refuse_secrets.ts";
import { scanContents } from "./scan_contents.ts";
import { writeSnapshotArchive } from "./write_archive.ts";

/** How secrets are looked for. */
export interface ScanOptions {
  /** What is known to be one. */
  readonly known: KnownValues | null;
  /** Gets what only may be one; called once, when all has been looked at. */
  readonly report: (likely: LikelyFound) => void;
}

/** How a snapshot is written. */
export interface WriteOptions {
  readonly form: SnapshotForm;
  /** For whom it is sealed; none where it is not encrypted. */
  readonly targets: readonly SealTarget[];
  readonly random: Random;
  /** Threads that may compress beside this one, and look for secrets. */
  readonly workers: number;
  /** Whether it is refused with secrets in it; null to allow them. */
  readonly scan: ScanOptions | null;
}

/** Less is compressed before a worker has started. */
const WORTH_WORKERS = 16 * 1024 * 1024;

/**
 * Writes a snapshot: yields its bytes, with memory that does not depend on how many they are. It counts
 * only when the generator ends without a failure: of a large one all is looked at only then.
 *
 * @throws `snapshot.refused` for what a reader would not take, `snapshot.secrets`, `snapshot.changed`,
 * `recipient.invalid`, `file.unreadable`
 */
export async function* writeSnapshot(
  contents: Contents,
  options: WriteOptions,
): AsyncGenerator<Bytes> {
  const { manifest, source } = contents;
  requireReadable(manifest);
  const { scan, workers } = options;
  const hasWorkers = workers > 0 && isLarge(manifest);
  if (scan !== null && !hasWorkers) {
    scan.report(await refuseSecrets(contents, await scanContents(contents, scan.known)));
  }
  const beside = scan === null || !hasWorkers ? null : new PieceScan(manifest);
  const codec = hasWorkers
    ? await startPieceWorkers(workers, beside, scan?.known?.values ?? [])
    : { ...await loadZstdCodec(), stop: () => {} };
  try {
    const frames = writeFrames(writeSnapshotArchive(manifest, source), codec);
    yield* sealedAs(options, frames);
    if (beside !== null) scan?.report(await refuseSecrets(contents, beside.found));
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

/** Whether it takes so long to write a snapshot that threads are started for it. */
export function isLarge(manifest: Manifest): boolean {
  return contentLength(manifest) > WORTH_WORKERS;
}

/** How many bytes of content a snapshot has. */
export function contentLength({ files }: Manifest): number {
  return files.reduce((total, { size }) => total + size, 0);
}

function requireReadable(manifest: Manifest): void {
  // The manifest and the sums are entries too.
  let entries = 2;
  for (const _ of archiveEntries(manifest.files)) entries++;
  const isTooLong = encodeText(formatManifest(manifest)).length > LARGEST_MANIFEST;
  const problem: SnapshotProblem | null = entries > MOST_ENTRIES
    ? { kind: "entries", limit: MOST_ENTRIES }
    : isTooLong
    ? { kind: "manifest", place: "", found: "large" }
    : null;
  if (problem !== null) throw fail("snapshot.refused", { problem });
}
