import { readSnapshot } from "../../snapshot/open_snapshot.ts";
import { readSnapshotArchive } from "../../snapshot/read_archive.ts";
import { openSpool } from "../../store/spool.ts";
import { type Bytes, type ByteSource } from "../../stream/bytes.ts";
import { type Call, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { inputOf } from "../snapshot/input.ts";
import { keysOnce, type OpenKeys } from "../snapshot/open_identities.ts";
import { outputPath, writeOutput } from "../snapshot/output_file.ts";
import { sizeText } from "../snapshot/progress.ts";

/** `snapshot decrypt FILE [OUT]`: writes the tar in a snapshot, after all of it has been verified. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [file = "-", out = defaultOut(file)] = call.args;
  const path = outputPath(call, context, out);
  const keys = keysOnce(call, context);
  const length = hasFlag(call, "stream")
    ? await writeTar(call, context, path, keys, inputOf(context, file))
    : await writeVerified(call, context, path, keys, file);
  const isVerified = !hasFlag(call, "stream");
  return {
    json: { path, bytes: length, verified_first: isVerified },
    text: path === null
      ? ""
      : `✓ Wrote ${escapeLine(path)} (${sizeText(length)}); tar -tf shows what is in it\n`,
    notices: isVerified ? [] : ["note: --stream wrote before the end of the snapshot was verified"],
    stdoutTaken: path === null,
  };
}

async function writeVerified(
  call: Call,
  context: Context,
  path: string | null,
  keys: OpenKeys,
  file: string,
): Promise<number> {
  if (file !== "-") {
    await verify(keys, inputOf(context, file));
    return await writeTar(call, context, path, keys, inputOf(context, file));
  }
  // What can be read once only is kept as it came, that is encrypted.
  const spool = openSpool();
  try {
    for (const block of context.stdinBlocks()) spool.write(block);
    await verify(keys, spool.blocks());
    return await writeTar(call, context, path, keys, spool.blocks());
  } finally {
    spool[Symbol.dispose]();
  }
}

async function verify(keys: OpenKeys, source: ByteSource): Promise<void> {
  const archive = await readSnapshotArchive(await keys(await readSnapshot(source)));
  for await (const _ of archive.files());
}

async function writeTar(
  call: Call,
  context: Context,
  path: string | null,
  keys: OpenKeys,
  source: ByteSource,
): Promise<number> {
  const tar: AsyncGenerator<Bytes> = await keys(await readSnapshot(source));
  return await writeOutput(call, context, { path, mode: 0o600 }, () => tar);
}

function defaultOut(file: string): string {
  if (file === "-") return "-";
  const name = file.slice(file.lastIndexOf("/") + 1);
  return `${name.replace(/\.(?:orcsnap|tar\.zst|tar\.zst\.age)$/, "")}.tar`;
}
