import type { SealTarget } from "../../seal/recipient.ts";
import type { Contents } from "../../snapshot/contents.ts";
import type { SnapshotForm } from "../../snapshot/open_snapshot.ts";
import { refuseSecrets } from "../../snapshot/refuse_secrets.ts";
import { scanContents } from "../../snapshot/scan_contents.ts";
import { isLarge, type WriteOptions, writeSnapshot } from "../../snapshot/write_snapshot.ts";
import type { Bytes } from "../../stream/bytes.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { writeOutput } from "./output_file.ts";

/** Beyond two, memory grows and the time does not shrink. */
const MOST_WORKERS = 2;

/** How an export is written, and where. */
export interface ExportRequest {
  readonly contents: Contents;
  readonly form: SnapshotForm;
  readonly targets: readonly SealTarget[];
  /** Absolute; null for stdout. */
  readonly path: string | null;
  readonly scan: WriteOptions["scan"];
}

/**
 * Looks for secrets before anything is asked or written, where that is quick, or where what is written
 * cannot be taken back.
 *
 * @returns What is left to do while it is written.
 * @throws what `scanContents` and `refuseSecrets` throw
 */
export async function scanFirst(
  contents: Contents,
  path: string | null,
  scan: WriteOptions["scan"],
): Promise<WriteOptions["scan"]> {
  if (scan === null || (path !== null && isLarge(contents.manifest))) return scan;
  scan.report(await refuseSecrets(contents, await scanContents(contents, scan.known)));
  return null;
}

/**
 * Writes a snapshot to a new file or to stdout.
 *
 * @returns How many bytes it has.
 * @throws what `writeSnapshot` and `writeOutput` throw
 */
export async function writeExport(
  call: Call,
  context: Context,
  { contents, form, targets, path, scan }: ExportRequest,
): Promise<number> {
  // This thread has work of its own.
  const workers = Math.min(MOST_WORKERS, navigator.hardwareConcurrency - 1);
  const options = { form, targets, random: randomBytes, workers, scan };
  const mode = form === "plain" ? 0o600 : 0o644;
  return await writeOutput(call, context, { path, mode }, () => writeSnapshot(contents, options));
}

function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}
