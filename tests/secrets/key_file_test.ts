import assert from "node:assert/strict";
import { ensureKeyFile, readKeyFile } from "../../src/secrets/key_file.ts";
import { oldKeyFiles, readOldKeys, replaceKeyFile } from "../../src/secrets/replace_key_file.ts";

function keyOf(byte: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(32).fill(byte);
}

Deno.test("a key file is made once, and then it is the key", () => {
  const directory = Deno.makeTempDirSync();
  try {
    const first = ensureKeyFile(directory, () => keyOf(1));
    assert.deepEqual([first.made, first.key], [true, keyOf(1)]);
    const second = ensureKeyFile(directory, () => keyOf(2));
    assert.deepEqual([second.made, second.key], [false, keyOf(1)]);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
});

Deno.test("a key file that another command makes in between is the key, and stays", () => {
  const directory = Deno.makeTempDirSync();
  try {
    const beside = ensureKeyFile(directory, () => {
      ensureKeyFile(directory, () => keyOf(1));
      return keyOf(2);
    });
    assert.deepEqual([beside.made, beside.key], [false, keyOf(1)]);
    assert.deepEqual(readKeyFile(directory), keyOf(1));
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
});

Deno.test("a key that is replaced is kept, also when the replacing is cut off and done again", () => {
  const directory = Deno.makeTempDirSync();
  try {
    ensureKeyFile(directory, () => keyOf(1));
    const dying = () => {
      throw new Error("cut off");
    };
    assert.throws(() => replaceKeyFile(directory, dying), /cut off/);
    assert.deepEqual(readKeyFile(directory), keyOf(1));
    assert.deepEqual(replaceKeyFile(directory, () => keyOf(2)), keyOf(2));
    assert.deepEqual(readKeyFile(directory), keyOf(2));
    assert.deepEqual(readOldKeys(directory), [keyOf(1)]);
    replaceKeyFile(directory, () => keyOf(3));
    assert.deepEqual(readOldKeys(directory).toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0)), [
      keyOf(1),
      keyOf(2),
    ]);
    for (const path of oldKeyFiles(directory)) {
      assert.equal((Deno.statSync(path).mode ?? 0) & 0o777, 0o600);
    }
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
});
