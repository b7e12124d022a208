import assert from "node:assert/strict";
import { EXIT } from "../../src/cli/exit_code.ts";
import { listAt } from "../support/json.ts";
import { makeRepository } from "../support/repository_fixture.ts";

Deno.test("--move-secrets takes over a file of sops, and a rollback brings it back", async () => {
  using repository = makeRepository();
  const file = "A_TOKEN: ENC[x]\nsops:\n    age: []\n";
  repository.write("secrets.enc.yaml", file);
  const without = await repository.run(["migrate", "--move-secrets"]);
  assert.equal(without.code, EXIT.unavailable, without.stderr);
  assert.equal(repository.read("secrets.enc.yaml"), file);
  assert.equal(repository.exists(".orchestrator/secrets/vault/vault.json"), false);
  // What it is given it has to open: nothing but the file's own bytes come back as a value.
  const script = `#!/bin/sh\nread -r line\n[ "$line" = "A_TOKEN: ENC[x]" ] || exit 1
cat >/dev/null\necho '{"a_token":"a value of sops"}'\n`;
  repository.write("../bin/sops", script);
  Deno.chmodSync(`${repository.base}/bin/sops`, 0o755);
  const env = { SOPS_AGE_KEY: "a key of somebody" };
  const planned = await repository.done(["migrate", "--move-secrets", "--dry-run"], { env });
  assert.match(planned.stdout, /To do it: orchestrator migrate --move-secrets\n$/);
  const moved = await repository.json(["migrate", "--move-secrets"], { env });
  assert.deepEqual(listAt(moved, "secrets", "added"), ["A_TOKEN"]);
  assert.equal(repository.exists("secrets.enc.yaml"), false);
  assert.equal((await repository.done(["secrets", "get", "A_TOKEN"])).stdout, "a value of sops");
  await repository.done(["migrate", "--rollback"]);
  assert.equal(repository.read("secrets.enc.yaml"), file);
});
