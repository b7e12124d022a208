import assert from "node:assert/strict";
import { reportSources, resolveSecret } from "../../src/secrets/resolve_secret.ts";
import type { SecretSource } from "../../src/secrets/secret_source.ts";
import { environmentSource } from "../../src/secrets/sources/environment.ts";
import { promptSource } from "../../src/secrets/sources/prompt.ts";
import { vaultSource } from "../../src/secrets/sources/vault.ts";
import { fail, OrchestratorError } from "../../src/store/failure.ts";
import { decodeText, encodeText } from "../../src/stream/bytes.ts";
import { filledVault, memoryVault } from "./support/memory_vault.ts";

async function sourcesFor(env: Readonly<Record<string, string>>): Promise<readonly SecretSource[]> {
  const repository = await filledVault({ A: "of the repository", B: "of the repository" });
  const user = await filledVault({ A: "mine", C: "mine" }, memoryVault("user"));
  return [
    environmentSource(env),
    vaultSource(repository.files, () => Promise.resolve(repository)),
    vaultSource(user.files, () => Promise.resolve(user)),
  ];
}

Deno.test("a secret comes from the first source that has it", async () => {
  const env = { ORCHESTRATOR_SECRET_A: "most", A: "much", B: "", D: "little" };
  const sources = await sourcesFor(env);
  const expected = [
    ["A", "environment", "most"],
    ["team/A", "environment", "most"],
    ["B", "repository", "of the repository"],
    ["C", "user", "mine"],
    ["D", "environment", "little"],
  ];
  for (const [name = "", source, value] of expected) {
    const found = await resolveSecret(name, sources);
    assert.ok(found.kind === "found", name);
    assert.deepEqual([found.secret.source, decodeText(found.secret.value)], [source, value], name);
  }
  const missing = await resolveSecret("E", sources);
  assert.equal(missing.kind, "missing");
});

Deno.test("a source that has a secret and does not open is an error, not a reason to go on", async () => {
  const { files } = await filledVault({ A: "locked away" });
  const locked = vaultSource(files, () => {
    throw fail("vault.none", { scope: "repository", path: "/x" });
  });
  const sources = [locked, environmentSource({ A: "another value" })];
  await assert.rejects(resolveSecret("A", sources), OrchestratorError);
  const reports = await reportSources("A", sources);
  assert.deepEqual(reports.map(({ presence }) => presence.kind), ["here", "here"]);
});

Deno.test("a vault without the secret is not opened", async () => {
  const { files } = await filledVault({ A: "one" });
  const source = vaultSource(files, () => assert.fail("it was opened"));
  assert.deepEqual(await source.has("B"), { kind: "absent" });
  assert.equal((await source.has("A")).kind, "here");
});

Deno.test("somebody is asked last, for what no source has, and may have none", async () => {
  const asked: string[] = [];
  const ask = promptSource((name) => {
    asked.push(name);
    return encodeText(name === "TYPED" ? "by hand" : "");
  });
  const sources = [...await sourcesFor({}), ask];
  assert.equal((await resolveSecret("A", sources)).kind, "found");
  const typed = await resolveSecret("TYPED", sources);
  assert.ok(typed.kind === "found");
  assert.deepEqual([typed.secret.source, decodeText(typed.secret.value)], ["prompt", "by hand"]);
  assert.equal((await resolveSecret("NONE", sources)).kind, "missing");
  await reportSources("E", sources);
  assert.deepEqual(asked, ["TYPED", "NONE"]);
  const nobody = await resolveSecret("TYPED", [promptSource(null)]);
  assert.equal(nobody.kind, "missing");
});
