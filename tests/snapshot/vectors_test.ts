import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Identity } from "../../src/seal/recipient.ts";
import { readSnapshot } from "../../src/snapshot/open_snapshot.ts";
import { readSnapshotArchive } from "../../src/snapshot/read_archive.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { sha256Hex } from "../../src/store/sha256.ts";
import { type Bytes, collectBytes } from "../../src/stream/bytes.ts";
import { loadZstdCodec } from "../../src/tar/zstd_codec.ts";
import { VECTOR_KEYS } from "./support/vectors.ts";

const DIRECTORY = fileURLToPath(new URL("./vectors", import.meta.url));
const READER = fileURLToPath(new URL("./read_orcsnap.py", import.meta.url));

const IDENTITIES: readonly Identity[] = [
  { type: "key", key: VECTOR_KEYS.key },
  { type: "x25519", secretKey: VECTOR_KEYS.secretKey },
  { type: "passphrase", passphrase: VECTOR_KEYS.passphrase },
];

/** The index, as "verdict digest" by name. */
function expected(): ReadonlyMap<string, string> {
  const lines = Deno.readTextFileSync(`${DIRECTORY}/index.tsv`).trimEnd().split("\n");
  return new Map(lines.map((line) => {
    const [name = "", verdict = "", digest = ""] = line.split("\t");
    return [name, `${verdict} ${digest}`];
  }));
}

Deno.test("there are at least 150 vectors, of every verdict, and each is in the index", () => {
  const index = expected();
  assert.ok(index.size >= 150, String(index.size));
  const verdicts = new Set([...index.values()].map((value) => value.split(" ")[0]));
  assert.deepEqual([...verdicts].sort(), ["locked", "newer", "refused", "valid"]);
  const files = [...Deno.readDirSync(DIRECTORY)].map(({ name }) => name)
    .filter((name) => name !== "index.tsv").map((name) => name.replace(".orcsnap", ""));
  assert.deepEqual(files.sort(), [...index.keys()].sort());
});

Deno.test("the program judges every vector as the index says", async () => {
  const found = new Map<string, string>();
  const index = expected();
  for (const name of index.keys()) {
    found.set(name, await judge(Deno.readFileSync(`${DIRECTORY}/${name}.orcsnap`)));
  }
  assert.deepEqual(found, index);
});

Deno.test({
  name: "an independent reader judges every vector as the index says",
  ignore: !await canRunReader(),
  async fn() {
    const { stdout, stderr } = await new Deno.Command("python3", { args: [READER, DIRECTORY] })
      .output();
    const lines = new TextDecoder().decode(stdout).trimEnd().split("\n");
    const found = new Map(lines.map((line) => {
      const [file = "", ...verdict] = line.split(" ");
      return [file.replace(".orcsnap", ""), verdict.join(" ")];
    }));
    assert.deepEqual(found, expected(), new TextDecoder().decode(stderr));
  },
});

async function canRunReader(): Promise<boolean> {
  const checks = [["python3", "-c", "import cryptography"], ["zstd", "--version"]];
  for (const [command = "", ...args] of checks) {
    const run = new Deno.Command(command, { args, stdout: "null", stderr: "null" });
    if (!(await run.output().then(({ success }) => success, () => false))) return false;
  }
  return true;
}

async function judge(file: Bytes): Promise<string> {
  try {
    const tar = await (await readSnapshot([file])).open(IDENTITIES, await loadZstdCodec());
    const parts: Bytes[] = [];
    const archive = await readSnapshotArchive(kept(tar, parts));
    for await (const _ of archive.files());
    return `valid ${sha256Hex(await collectBytes(parts))}`;
  } catch (error) {
    assert.ok(error instanceof OrchestratorError, String(error));
    const { code } = error.failure;
    if (code === "snapshot.newer") return "newer -";
    return code === "snapshot.locked"
      ? "locked -"
      : `refused${code === "snapshot.damaged" ? "" : code} -`;
  }
}

async function* kept(source: AsyncIterable<Bytes>, parts: Bytes[]): AsyncGenerator<Bytes> {
  for await (const part of source) {
    parts.push(part);
    yield part;
  }
}
