import type { Random } from "../../../src/seal/recipient.ts";
import { makeVault } from "../../../src/secrets/make_vault.ts";
import { type OpenVault, openVault, readVaultHeader } from "../../../src/secrets/open_vault.ts";
import { setSecret } from "../../../src/secrets/change_secret.ts";
import type { VaultFiles } from "../../../src/secrets/vault_files.ts";
import type { VaultScope } from "../../../src/secrets/vault_label.ts";
import { encodeText } from "../../../src/stream/bytes.ts";
import assert from "node:assert/strict";

/** The directory of a vault that lies in memory. */
export interface MemoryVault extends VaultFiles {
  readonly contents: Map<string, string>;
}

/** Stands for a crash: what was to be written is not. */
export class Crash extends Error {}

/** An empty directory; from the write with this number on (from 0), everything crashes. */
export function memoryVault(
  scope: VaultScope = "repository",
  contents = new Map<string, string>(),
  crashAt = Infinity,
): MemoryVault {
  let writes = 0;
  return {
    scope,
    directory: `/${scope}`,
    contents,
    names: () => new Set(contents.keys()),
    read: (file) => contents.get(file) ?? null,
    write(file, text) {
      if (writes++ >= crashAt) throw new Crash();
      contents.set(file, text);
    },
    remove: (file) => void contents.delete(file),
  };
}

/** The key that opens the vaults of these tests. */
export const KEY = new Uint8Array(32).fill(7);

/** Bytes that anybody could foretell, another sequence for every seed. */
export function seededBytes(seed: number): Random {
  let state = seed;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (state >> 16) & 255;
    });
}

/** A vault with secrets, opened by {@link KEY}. */
export async function filledVault(
  secrets: Readonly<Record<string, string>>,
  files = memoryVault(),
  seed = 1,
): Promise<OpenVault> {
  const random = seededBytes(seed);
  const vault = await makeVault(files, [{ type: "key", key: KEY }], random);
  for (const [name, value] of Object.entries(secrets)) {
    await setSecret(vault, name, encodeText(value), { now: "2026-11-22T10:00:00Z", random });
  }
  return vault;
}

/** Opens a vault anew, from its files. */
export async function reopened(files: VaultFiles, key = KEY): Promise<OpenVault> {
  const header = readVaultHeader(files);
  assert.ok(header);
  const vault = await openVault(files, header, [{ type: "key", key }]);
  assert.ok(vault, "the vault does not open");
  return vault;
}
