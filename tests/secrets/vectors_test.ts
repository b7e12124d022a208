import assert from "node:assert/strict";
import { decodeAgeIdentities } from "../../src/seal/age_keys.ts";
import { decodeBase64Url, encodeBase64Url } from "../../src/seal/base64url.ts";
import type { Identity } from "../../src/seal/recipient.ts";
import { checkVault } from "../../src/secrets/check_vault.ts";
import { openVault, readVaultHeader } from "../../src/secrets/open_vault.ts";
import { readAllSecrets } from "../../src/secrets/read_vault.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { memoryVault } from "./support/memory_vault.ts";
import { makeVaultVectors, type VaultVector } from "./support/vault_vectors.ts";

const VECTORS = new URL("vectors/", import.meta.url);

const published = Array.from(Deno.readDirSync(VECTORS), ({ name }) => name).toSorted();

Deno.test("the published vaults are those that their script makes", async () => {
  const made = await makeVaultVectors();
  assert.deepEqual(published, Array.from(made.keys(), (name) => `${name}.json`).toSorted());
  for (const [name, vector] of made) assert.deepEqual(readVector(`${name}.json`), vector, name);
});

for (const file of published) {
  Deno.test(`the published vault ${file} gives what it says`, async () => {
    const vector = readVector(file);
    const found = await openVector(vector);
    assert.deepEqual(found, {
      verdict: vector.verdict,
      values: vector.values,
      refused: vector.refused,
    });
  });
}

async function openVector({ files: texts, scope, opens_with }: VaultVector): Promise<
  Pick<VaultVector, "verdict" | "values" | "refused">
> {
  const files = memoryVault(scope, new Map(Object.entries(texts)));
  try {
    const header = readVaultHeader(files);
    assert.ok(header);
    const vault = await openVault(files, header, identitiesOf(opens_with));
    if (vault === null) return { verdict: "locked", values: {}, refused: [] };
    const values = await readAllSecrets(vault);
    const findings = await checkVault(vault);
    return {
      verdict: "opens",
      values: Object.fromEntries(values.map(({ name, value }) => [name, encodeBase64Url(value)])),
      refused: findings.flatMap((finding) =>
        finding.kind === "unreadable" ? [finding.path.slice(files.directory.length + 1)] : []
      ),
    };
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    const verdict = error.failure.code === "vault.newer" ? "newer" : "damaged";
    return { verdict, values: {}, refused: [] };
  }
}

function identitiesOf(
  { key, passphrase, identity }: VaultVector["opens_with"],
): readonly Identity[] {
  const bytes = decodeBase64Url(key ?? "");
  return [
    ...(bytes?.length === 32 ? [{ type: "key", key: bytes } as const] : []),
    ...decodeAgeIdentities(identity ?? "").secretKeys
      .map((secretKey) => ({ type: "x25519", secretKey }) as const),
    ...(passphrase === undefined ? [] : [{ type: "passphrase", passphrase } as const]),
  ];
}

function readVector(file: string): VaultVector {
  return JSON.parse(Deno.readTextFileSync(new URL(file, VECTORS)));
}
