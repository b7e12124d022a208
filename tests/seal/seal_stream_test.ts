import assert from "node:assert/strict";
import { CHUNK_LENGTH, sealedLength } from "../../src/seal/chunks.ts";
import { readEnvelope } from "../../src/seal/envelope.ts";
import { type Identity, ITERATIONS, type SealTarget } from "../../src/seal/recipient.ts";
import { x25519PublicKey } from "../../src/seal/x25519.ts";
import { type Bytes, concatBytes, encodeText } from "../../src/stream/bytes.ts";
import { KEY, open, seal, seededRandom } from "./support/sealing.ts";

const SECRET: Bytes = new Uint8Array(32).fill(0x42);
const ITERATIONS_HERE = ITERATIONS.least;

Deno.test("what is sealed opens, for payloads around the length of a chunk", async () => {
  for (
    const length of [1, 100, CHUNK_LENGTH - 1, CHUNK_LENGTH, CHUNK_LENGTH + 1, 6 * CHUNK_LENGTH + 5]
  ) {
    const payload = seededRandom(length)(length);
    const file = await seal(payload);
    assert.deepEqual((await open(file)).payload, payload, String(length));
    const { before, mac } = await readEnvelope([file]);
    assert.equal(file.length, before.length + mac.length + sealedLength(length));
  }
});

Deno.test("each type of recipient opens a file that is sealed for all of them", async () => {
  const targets: readonly SealTarget[] = [
    { type: "passphrase", passphrase: "caf\u00e9", iterations: ITERATIONS_HERE },
    { type: "x25519", publicKey: await x25519PublicKey(SECRET) },
    { type: "key", key: KEY },
  ];
  const payload = encodeText("payload");
  const file = await seal(payload, targets);
  const identities: readonly Identity[] = [
    // Decomposed: passphrases are normalised.
    { type: "passphrase", passphrase: "cafe\u0301" },
    { type: "x25519", secretKey: SECRET },
    { type: "key", key: KEY },
  ];
  for (const identity of identities) {
    assert.deepEqual((await open(file, [identity])).payload, payload, identity.type);
  }
  const others: readonly Identity[] = [
    { type: "x25519", secretKey: KEY },
    { type: "key", key: SECRET },
    { type: "passphrase", passphrase: "cafe" },
  ];
  assert.deepEqual(await open(file, others), { released: 0, payload: null, failure: null });
  assert.deepEqual((await open(file, [...others, ...identities])).payload, payload);
});

Deno.test("the same payload sealed twice has nothing in common", async () => {
  const [a, b] = [
    await seal(KEY, undefined, seededRandom(1)),
    await seal(KEY, undefined, seededRandom(2)),
  ];
  const [one, two] = [await readEnvelope([a]), await readEnvelope([b])];
  assert.notDeepEqual(one.header.salt, two.header.salt);
  assert.notDeepEqual(one.header.commit, two.header.commit);
  assert.notDeepEqual(one.mac, two.mac);
});

Deno.test("every truncation and every flipped bit is refused, and nothing is released", async () => {
  const file = await seal(encodeText("a small payload"));
  for (let length = 0; length < file.length; length++) {
    const { released, payload } = await open(file.slice(0, length));
    assert.deepEqual([released, payload], [0, null], `cut to ${length}`);
  }
  for (let bit = 0; bit < file.length * 8; bit++) {
    const damaged = file.slice();
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const { released, payload } = await open(damaged);
    assert.deepEqual([released, payload], [0, null], `bit ${bit}`);
  }
});

Deno.test("chunks that are swapped, doubled, dropped or from another file are refused", async () => {
  const payload = seededRandom(5)(3 * CHUNK_LENGTH + 10);
  const file = await seal(payload);
  const other = await seal(payload, undefined, seededRandom(9));
  const { before, mac } = await readEnvelope([file]);
  const head = file.slice(0, before.length + mac.length);
  const chunks = chunksOf(file, head.length);
  const foreign = chunksOf(other, head.length);
  const [a, b, c, d] = chunks as [Bytes, Bytes, Bytes, Bytes];
  const cases: readonly (readonly [string, readonly Bytes[]])[] = [
    ["swapped", [b, a, c, d]],
    ["doubled", [a, a, b, c, d]],
    ["dropped", [a, c, d]],
    ["without the last", [a, b, c]],
    ["without the first", [b, c, d]],
    ["last first", [d, a, b, c]],
    ["the last twice", [a, b, c, d, d]],
    ["of another file", [a, foreign[1] ?? a, c, d]],
    ["the last of another file", [a, b, c, foreign[3] ?? d]],
    ["something added", [a, b, c, d, Uint8Array.of(0)]],
    ["nothing", []],
  ];
  for (const [name, mixed] of cases) {
    const { payload: found, failure } = await open(concatBytes([head, ...mixed]));
    assert.equal(found, null, name);
    assert.equal(failure?.code, "snapshot.damaged", name);
  }
});

Deno.test("an envelope with the chunks of another is refused before anything is released", async () => {
  const one = await seal(encodeText("one"), undefined, seededRandom(1));
  const two = await seal(encodeText("two"), undefined, seededRandom(2));
  const { before, mac } = await readEnvelope([one]);
  const length = before.length + mac.length;
  const { released, failure } = await open(concatBytes([one.slice(0, length), two.slice(length)]));
  assert.equal(released, 0);
  assert.deepEqual(failure, {
    code: "snapshot.damaged",
    facts: { problem: { kind: "chunk", index: 0 } },
  });
});

function chunksOf(file: Bytes, start: number): readonly Bytes[] {
  const chunks: Bytes[] = [];
  for (let at = start; at < file.length; at += CHUNK_LENGTH + 16) {
    chunks.push(file.slice(at, at + CHUNK_LENGTH + 16));
  }
  return chunks;
}
