import assert from "node:assert/strict";
import { readAllSecrets } from "../../src/secrets/read_vault.ts";
import { finishRotation, rotateVault } from "../../src/secrets/rotate_vault.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { decodeText } from "../../src/stream/bytes.ts";
import { secretFile } from "../../src/secrets/secret_name.ts";
import type { OpenVault } from "../../src/secrets/open_vault.ts";
import {
  Crash,
  filledVault,
  KEY,
  memoryVault,
  reopened,
  seededBytes,
} from "./support/memory_vault.ts";

const SECRETS = { A: "one", B: "two", "team/C": "three" };
const NEW_KEY = new Uint8Array(32).fill(9);

Deno.test("after a rotation the new key opens everything, and the old one nothing", async () => {
  const files = memoryVault();
  const old = await filledVault(SECRETS, files);
  await rotateVault(old, [{ type: "key", key: NEW_KEY }], seededBytes(2));
  const rotated = await reopened(files, NEW_KEY);
  assert.deepEqual(await valuesOf(rotated), SECRETS);
  assert.equal(rotated.header.previous, null);
  assert.deepEqual(await readAllSecrets({ ...rotated, key: old.key }), []);
  await assert.rejects(reopened(files, KEY), /does not open/);
});

Deno.test("a rotation that is cut off at any write leaves every value readable, and is finished later", async () => {
  for (let crashAt = 0; crashAt < 5; crashAt++) {
    const contents = new Map<string, string>();
    const old = await filledVault(SECRETS, memoryVault("repository", contents));
    const dying = memoryVault("repository", contents, crashAt);
    const targets = [{ type: "key", key: NEW_KEY }] as const;
    await assert.rejects(rotateVault({ ...old, files: dying }, targets, seededBytes(2)), Crash);
    const files = memoryVault("repository", contents);
    const found = await reopened(files, crashAt === 0 ? KEY : NEW_KEY);
    assert.deepEqual(await valuesOf(found), SECRETS, `at write ${crashAt}`);
    const finished = await finishRotation(found, seededBytes(3));
    assert.equal(finished.header.previous, null);
    assert.deepEqual(await valuesOf(await reopened(files, crashAt === 0 ? KEY : NEW_KEY)), SECRETS);
  }
});

Deno.test("a second rotation after one that was cut off loses nothing", async () => {
  const contents = new Map<string, string>();
  const old = await filledVault(SECRETS, memoryVault("repository", contents));
  const dying = memoryVault("repository", contents, 2);
  const targets = [{ type: "key", key: NEW_KEY }] as const;
  await assert.rejects(rotateVault({ ...old, files: dying }, targets, seededBytes(2)), Crash);
  const half = await reopened(memoryVault("repository", contents), NEW_KEY);
  const rotated = await rotateVault(half, [{ type: "key", key: KEY }], seededBytes(4));
  assert.deepEqual(await valuesOf(rotated), SECRETS);
});

Deno.test("nothing is rotated while a value cannot be read", async () => {
  const files = memoryVault();
  const vault = await filledVault(SECRETS, files);
  files.contents.set(secretFile("B"), "{}");
  const before = new Map(files.contents);
  await assert.rejects(
    rotateVault(vault, [{ type: "key", key: NEW_KEY }], seededBytes(2)),
    (error) => error instanceof OrchestratorError && error.failure.code === "secret.unreadable",
  );
  assert.deepEqual(files.contents, before);
});

async function valuesOf(vault: OpenVault): Promise<Readonly<Record<string, string | null>>> {
  const values = await readAllSecrets(vault);
  return Object.fromEntries(values.map(({ name, value }) => [name, decodeText(value)]));
}
