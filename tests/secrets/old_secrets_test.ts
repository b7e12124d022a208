import assert from "node:assert/strict";
import { removeSecret, setSecret } from "../../src/secrets/change_secret.ts";
import { readKnownSecrets } from "../../src/secrets/known_secrets.ts";
import { oldSecrets, restoreSecret } from "../../src/secrets/old_secrets.ts";
import type { OpenVault } from "../../src/secrets/open_vault.ts";
import { listVault, readSecret } from "../../src/secrets/read_vault.ts";
import { rotateVault } from "../../src/secrets/rotate_vault.ts";
import { secretFile } from "../../src/secrets/secret_name.ts";
import { decodeText, encodeText } from "../../src/stream/bytes.ts";
import { Crash, filledVault, KEY, memoryVault, seededBytes } from "./support/memory_vault.ts";

const random = seededBytes(42);

async function setAt(vault: OpenVault, day: number, value: string): Promise<void> {
  const now = `2026-11-${`${day}`.padStart(2, "0")}T10:00:00Z`;
  await setSecret(vault, "A", encodeText(value), { now, random });
}

async function valueOf(vault: OpenVault): Promise<string | null> {
  const value = await readSecret(vault, "A");
  return value === null ? null : decodeText(value);
}

Deno.test("a value that was replaced comes back, and so does the one that replaced it", async () => {
  const vault = await filledVault({});
  await setAt(vault, 1, "one");
  await setAt(vault, 2, "two");
  assert.equal(restoreSecret(vault.files, "A"), "2026-11-01T10:00:00Z");
  assert.equal(await valueOf(vault), "one");
  restoreSecret(vault.files, "A");
  assert.equal(await valueOf(vault), "two");
});

Deno.test("a value that was removed comes back, unless it was discarded", async () => {
  const vault = await filledVault({ A: "one", B: "other" });
  removeSecret(vault.files, "A", false);
  assert.equal(await valueOf(vault), null);
  assert.ok(restoreSecret(vault.files, "A"));
  assert.equal(await valueOf(vault), "one");
  assert.equal(restoreSecret(vault.files, "A"), null);
  await setAt(vault, 3, "two");
  removeSecret(vault.files, "A", true);
  assert.equal(restoreSecret(vault.files, "A"), null);
  assert.deepEqual(listVault(vault.files).secrets.map(({ name }) => name), ["B"]);
});

Deno.test("the same value set again pushes nothing out, and ten values are kept", async () => {
  const vault = await filledVault({});
  for (let day = 1; day <= 14; day++) await setAt(vault, day, `value ${day}`);
  await setAt(vault, 15, "value 14");
  const kept = oldSecrets(vault.files, "A").map(({ updatedAt }) => updatedAt.slice(8, 10));
  assert.deepEqual(kept, ["13", "12", "11", "10", "09", "08", "07", "06", "05", "04"]);
});

Deno.test("a file that cannot be read is kept byte for byte when it is replaced", async () => {
  const files = memoryVault();
  const vault = await filledVault({ A: "one" }, files);
  const broken = `<<<<<<< HEAD\n${files.contents.get(secretFile("A"))}`;
  files.contents.set(secretFile("A"), broken);
  await setAt(vault, 2, "two");
  assert.ok([...files.contents.values()].includes(broken));
});

Deno.test("older values can be restored after a rotation", async () => {
  const vault = await filledVault({});
  await setAt(vault, 1, "one");
  await setAt(vault, 2, "two");
  const rotated = await rotateVault(vault, [{ type: "key", key: KEY }], random);
  restoreSecret(rotated.files, "A");
  assert.equal(await valueOf(rotated), "one");
});

Deno.test("restore that is cut off at any write loses neither value", async () => {
  for (let crashAt = 0; crashAt < 2; crashAt++) {
    const contents = new Map<string, string>();
    const vault = await filledVault({}, memoryVault("repository", contents));
    await setAt(vault, 1, "one");
    await setAt(vault, 2, "two");
    assert.throws(() => restoreSecret(memoryVault("repository", contents, crashAt), "A"), Crash);
    assert.equal(await valueOf(vault), "two");
    restoreSecret(vault.files, "A");
    assert.equal(await valueOf(vault), "one");
    restoreSecret(vault.files, "A");
    assert.equal(await valueOf(vault), "two");
  }
});

Deno.test("what a secret has and had is known, what was discarded is not", async () => {
  const vault = await filledVault({ A: "one", B: "other" });
  const known = async () => (await readKnownSecrets(vault)).map(decodeText).toSorted();
  await setAt(vault, 1, "two");
  assert.deepEqual(await known(), ["one", "other", "two"]);
  removeSecret(vault.files, "A", false);
  assert.deepEqual(await known(), ["one", "other", "two"]);
  removeSecret(vault.files, "A", true);
  assert.deepEqual(await known(), ["other"]);
});
