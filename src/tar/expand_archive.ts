import { fail, OrchestratorError } from "../store/failure.ts";
import type { SnapshotProblem } from "../store/snapshot_problem.ts";
import { ByteReader } from "../stream/byte_reader.ts";
import type { Bytes, ByteSource } from "../stream/bytes.ts";
import { EXPANSION, mayExpand } from "./frame_limits.ts";

/** What archives of other programs are compressed with, by their first bytes. */
const FORMS = [
  { form: "gzip", magic: [0x1f, 0x8b] },
  { form: "zstd", magic: [0x28, 0xb5, 0x2f, 0xfd] },
] as const;

const LONGEST_MAGIC = 4;

/**
 * The tar in a file that another program has written: as it is, or compressed by gzip or zstd.
 *
 * @throws `snapshot.damaged` also while it is read
 */
export async function* expandArchive(source: ByteSource): AsyncGenerator<Bytes> {
  const reader = new ByteReader(source);
  try {
    const beginning = await reader.read(LONGEST_MAGIC);
    const form = FORMS.find(({ magic }) => magic.every((byte, at) => beginning[at] === byte))?.form;
    const whole = joined(beginning, reader);
    if (form === undefined) yield* whole;
    else yield* bounded(reader, await expanded(form, whole));
  } finally {
    await reader.close();
  }
}

async function expanded(
  form: (typeof FORMS)[number]["form"],
  source: AsyncGenerator<Bytes>,
): Promise<AsyncIterable<Uint8Array>> {
  const { pipeline, Readable } = await import("node:stream");
  const { createGunzip, createZstdDecompress } = await import("node:zlib");
  const decoder = form === "gzip" ? createGunzip() : createZstdDecompress();
  // A failure comes out of the decoder, where it is read.
  return pipeline(Readable.from(source), decoder, () => {});
}

/** Refuses what is a bomb, and says of a decoder's failures what they mean. */
async function* bounded(
  reader: ByteReader,
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Bytes> {
  let total = 0;
  try {
    for await (const block of blocks) {
      total += block.length;
      if (!mayExpand(reader.position, total)) {
        throw refuse({ kind: "expansion", limit: EXPANSION.times });
      }
      yield new Uint8Array(block);
    }
  } catch (error) {
    throw error instanceof OrchestratorError ? error : refuse({ kind: "cut" });
  }
}

async function* joined(beginning: Bytes, reader: ByteReader): AsyncGenerator<Bytes> {
  yield beginning;
  yield* reader.rest();
}

function refuse(problem: SnapshotProblem): OrchestratorError {
  return fail("snapshot.damaged", { problem });
}
