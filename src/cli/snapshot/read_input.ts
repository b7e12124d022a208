import { type ClosedSnapshot, readSnapshot } from "../../snapshot/open_snapshot.ts";
import { readSnapshotArchive, type SnapshotArchive } from "../../snapshot/read_archive.ts";
import type { ByteSource } from "../../stream/bytes.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { keysOnce } from "./open_identities.ts";

/** A snapshot that has been opened. */
export interface OpenedInput {
  readonly snapshot: ClosedSnapshot;
  readonly archive: SnapshotArchive;
}

/** Opens a snapshot with the keys at hand and reads its manifest. */
export async function openInput(
  call: Call,
  context: Context,
  source: ByteSource,
): Promise<OpenedInput> {
  const snapshot = await readSnapshot(source);
  const tar = await keysOnce(call, context)(snapshot);
  return { snapshot, archive: await readSnapshotArchive(tar) };
}
