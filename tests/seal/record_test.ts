import assert from "node:assert/strict";
import { isOpensslFile, openOpensslFile } from "../../src/seal/openssl_file.ts";
import { openRecord, sealRecord } from "../../src/seal/record.ts";
import { type Bytes, encodeText } from "../../src/stream/bytes.ts";
import { KEY, seededRandom } from "./support/sealing.ts";

const VALUE = encodeText("value");

Deno.test("a record opens under its key and at its place only", async () => {
  const sealed = await sealRecord(KEY, VALUE, ["vault/1", "id", "NAME"], seededRandom(1));
  assert.deepEqual(await openRecord(KEY, sealed, ["vault/1", "id", "NAME"]), VALUE);
  for (
    const place of [["vault/1", "id", "name"], ["vault/1", "idN", "AME"], ["vault/2", "id", "NAME"]]
  ) {
    const [label = "", ...parts] = place;
    assert.equal(await openRecord(KEY, sealed, [label, ...parts]), null, place.join());
  }
  assert.equal(await openRecord(new Uint8Array(32), sealed, ["vault/1", "id", "NAME"]), null);
});

Deno.test("a record that is cut or changed does not open", async () => {
  const sealed = await sealRecord(KEY, VALUE, ["vault/1"], seededRandom(1));
  for (let length = 0; length < sealed.length; length++) {
    assert.equal(await openRecord(KEY, sealed.slice(0, length), ["vault/1"]), null);
    const damaged = sealed.slice();
    damaged[length] = (damaged[length] ?? 0) ^ 1;
    assert.equal(await openRecord(KEY, damaged, ["vault/1"]), null);
  }
});

Deno.test("an empty value can be sealed", async () => {
  const sealed = await sealRecord(KEY, encodeText(""), ["vault/1"], seededRandom(1));
  assert.deepEqual(await openRecord(KEY, sealed, ["vault/1"]), encodeText(""));
});

Deno.test("a file of openssl enc opens with its password", async () => {
  // openssl enc -aes-256-cbc -pbkdf2 -salt
  const file = fromHex(
    "53616c7465645f5f5aae0d05a798f5a2f515888d4ae27911f9173bc63111e9fc" +
      "3a1f7f446dc8841ab4c06699de2cd1ba875b12f934e5f45667a4ad28a9039076",
  );
  const text = "NUM: 123\nOPENROUTER_API_KEY: sk-demo\nT: 'true'\n";
  assert.ok(isOpensslFile(file));
  assert.deepEqual(await openOpensslFile(file, "passw0rd123"), encodeText(text));
  assert.notDeepEqual(await openOpensslFile(file, "passw0rd124"), encodeText(text));
  assert.equal(await openOpensslFile(file.slice(0, 40), "passw0rd123"), null);
  assert.equal(await openOpensslFile(encodeText("Salted__"), "passw0rd123"), null);
});

function fromHex(hex: string): Bytes {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}
