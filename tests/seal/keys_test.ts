import assert from "node:assert/strict";
import {
  decodeAgeIdentities,
  decodeAgeIdentity,
  decodeAgeRecipient,
  encodeAgeIdentity,
  encodeAgeRecipient,
} from "../../src/seal/age_keys.ts";
import { decodeBase64Url, encodeBase64Url } from "../../src/seal/base64url.ts";
import { decodeBech32, encodeBech32 } from "../../src/seal/bech32.ts";
import { keyOfFile } from "../../src/seal/recipients/key.ts";
import { passphraseOfFile } from "../../src/seal/recipients/passphrase.ts";
import { wrapForX25519 } from "../../src/seal/recipients/x25519.ts";
import { x25519PublicKey, x25519SharedSecret } from "../../src/seal/x25519.ts";
import { type Bytes, encodeText } from "../../src/stream/bytes.ts";
import { KEY, seededRandom } from "./support/sealing.ts";

const SECRET: Bytes = new Uint8Array(32).fill(0x42);
// Made by age-keygen -y from the secret key.
const SECRET_TEXT = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
const PUBLIC_TEXT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

Deno.test("keys are written as age writes them", async () => {
  assert.equal(encodeAgeIdentity(SECRET), SECRET_TEXT);
  assert.deepEqual(decodeAgeIdentity(SECRET_TEXT), SECRET);
  const publicKey = await x25519PublicKey(SECRET);
  assert.equal(encodeAgeRecipient(publicKey), PUBLIC_TEXT);
  assert.deepEqual(decodeAgeRecipient(PUBLIC_TEXT), publicKey);
});

Deno.test("a key in another case, with another prefix or a wrong character is none", () => {
  for (
    const text of [
      PUBLIC_TEXT.toUpperCase(),
      SECRET_TEXT,
      PUBLIC_TEXT.replace("zvky", "zvkz"),
      PUBLIC_TEXT.slice(0, -1),
      `${PUBLIC_TEXT}q`,
      "age1",
      "",
      encodeBech32({ prefix: "age", bytes: new Uint8Array(31) }),
      encodeBech32({ prefix: "age-secret-key-", bytes: SECRET }),
      encodeBech32({ prefix: "ssh", bytes: SECRET }),
    ]
  ) {
    assert.equal(decodeAgeRecipient(text), null, text);
  }
  assert.equal(decodeAgeIdentity(SECRET_TEXT.toLowerCase()), null);
});

Deno.test("Bech32 keeps to the vectors of BIP 173", () => {
  for (
    const text of [
      "A12UEL5L",
      "a12uel5l",
      "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
      "?1ezyfcl",
    ]
  ) {
    assert.notEqual(decodeBech32(text), null, text);
  }
  for (
    const text of [
      "\x201nwldj5",
      "\x7f1axkwrx",
      "pzry9x0s0muk",
      "1pzry9x0s0muk",
      "x1b4n0q5v",
      "li1dgmt3",
      "A1G7SGD8",
      "10a06t8",
      "1qzzfhee",
      "a12uEL5L",
    ]
  ) {
    assert.equal(decodeBech32(text), null, text);
  }
  for (let length = 0; length < 40; length++) {
    const bytes = seededRandom(length)(length);
    assert.deepEqual(decodeBech32(encodeBech32({ prefix: "x", bytes })), { prefix: "x", bytes });
  }
});

Deno.test("an identity file is read with its comments, and a wrong line is named", () => {
  const text = `# created: today\n\n${SECRET_TEXT}\r\n  ${SECRET_TEXT}\n`;
  assert.deepEqual(decodeAgeIdentities(text), { secretKeys: [SECRET, SECRET], wrongLine: null });
  const wrong = decodeAgeIdentities(`# a\nhello\n${SECRET_TEXT}`);
  assert.equal(wrong.wrongLine, 2);
});

Deno.test("base64url is read in its one spelling", () => {
  for (let length = 0; length < 20; length++) {
    const bytes = seededRandom(length)(length);
    assert.deepEqual(decodeBase64Url(encodeBase64Url(bytes)), bytes);
  }
  for (const text of ["A", "AB", "AA=", "A+AA", "A/AA", "AA\n", "AAB", " AAA"]) {
    assert.equal(decodeBase64Url(text), null, JSON.stringify(text));
  }
});

Deno.test("a key file holds 32 bytes, or their base64url", () => {
  assert.deepEqual(keyOfFile(KEY), KEY);
  for (const end of ["", "\n", "\r\n"]) {
    assert.deepEqual(keyOfFile(encodeText(encodeBase64Url(KEY) + end)), KEY);
  }
  for (const text of ["", "x", `${encodeBase64Url(KEY)}\n\n`, "A".repeat(42), "A".repeat(44)]) {
    assert.equal(keyOfFile(encodeText(text)), null, text);
  }
});

Deno.test("one line end after a passphrase in a file is not part of it", () => {
  assert.equal(passphraseOfFile(encodeText("a b\n")), "a b");
  assert.equal(passphraseOfFile(encodeText("a b\r\n")), "a b");
  assert.equal(passphraseOfFile(encodeText("a\n\n")), "a\n");
  assert.equal(passphraseOfFile(encodeText("\n")), null);
  assert.equal(passphraseOfFile(encodeText("")), null);
  assert.equal(passphraseOfFile(Uint8Array.of(0xff)), null);
});

Deno.test("a public key that shares zero with everybody is refused", async () => {
  const zero = new Uint8Array(32);
  assert.equal(await x25519SharedSecret(SECRET, zero), null);
  const context = { label: "x", salt: KEY };
  assert.equal(await wrapForX25519(zero, KEY, context, seededRandom(1)), null);
});
