import { join } from "node:path";
import { sha256Hex } from "../src/store/sha256.ts";
import { makeVectors } from "../tests/snapshot/support/vectors.ts";

// Writes the published vectors of the snapshot format anew. They are committed, because the
// compressor may give other bytes another time.

const directory = join(import.meta.dirname ?? "", "../tests/snapshot/vectors");
await Deno.remove(directory, { recursive: true }).catch(() => {});
await Deno.mkdir(directory);
const lines: string[] = [];
for (const { name, verdict, about, bytes, tar } of await makeVectors()) {
  await Deno.writeFile(join(directory, `${name}.orcsnap`), bytes);
  const line = about.replaceAll(/[^\x20-\x7e]/gu, "?");
  lines.push(`${name}\t${verdict}\t${tar === null ? "-" : sha256Hex(tar)}\t${line}\n`);
}
await Deno.writeTextFile(join(directory, "index.tsv"), lines.join(""));
