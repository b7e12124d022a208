import { join } from "node:path";
import { makeVaultVectors } from "../tests/secrets/support/vault_vectors.ts";

// Writes the published vectors of the vault's format anew. They come out the same every time.

const directory = join(import.meta.dirname ?? "", "../tests/secrets/vectors");
await Deno.remove(directory, { recursive: true }).catch(() => {});
await Deno.mkdir(directory);
for (const [name, vector] of await makeVaultVectors()) {
  await Deno.writeTextFile(join(directory, `${name}.json`), `${JSON.stringify(vector, null, 2)}\n`);
}
