import assert from "node:assert/strict";
import { listAt } from "../support/json.ts";
import { makeRepository } from "../support/repository_fixture.ts";

const VALUE = "s3cret-canary-value";

Deno.test("a key file that has leaked opens nothing once every vault has been rotated to a new one", async () => {
  using repository = makeRepository();
  await repository.done(["init"]);
  await repository.done(["secrets", "set", "HERE"], { stdin: VALUE });
  await repository.done(["secrets", "set", "MINE", "--user"], { stdin: VALUE });
  const config = `${repository.base}/config/orchestrator`;
  // What somebody has got hold of: the key, and later all files.
  const leaked = Deno.readTextFileSync(`${config}/vault.key`);
  const opensWithLeaked = async (name: string): Promise<boolean> => {
    const stolen = `${repository.base}/stolen`;
    Deno.mkdirSync(`${stolen}/orchestrator/vault`, { recursive: true });
    Deno.writeTextFileSync(`${stolen}/orchestrator/vault.key`, leaked, { mode: 0o600 });
    for (const { name: file } of Deno.readDirSync(`${config}/vault`)) {
      Deno.copyFileSync(`${config}/vault/${file}`, `${stolen}/orchestrator/vault/${file}`);
    }
    const env = { XDG_CONFIG_HOME: stolen };
    const { code } = await repository.run(["secrets", "get", name], { env });
    Deno.removeSync(stolen, { recursive: true });
    return code === 0;
  };
  assert.deepEqual([await opensWithLeaked("HERE"), await opensWithLeaked("MINE")], [true, true]);

  const first = await repository.done(["secrets", "rotate", "--new-key-file"]);
  assert.match(first.stderr, /your key of before is in .+vault\.key\.old-[0-9a-f]{16}: it opens/);
  const renewed = Deno.readTextFileSync(`${config}/vault.key`);
  assert.notEqual(renewed, leaked);
  assert.equal((Deno.statSync(`${config}/vault.key`).mode ?? 0) & 0o777, 0o600);
  assert.deepEqual([await opensWithLeaked("HERE"), await opensWithLeaked("MINE")], [false, true]);
  // The other vault still opens here, and gets the same new key.
  assert.equal((await repository.done(["secrets", "get", "MINE"])).stdout, VALUE);
  const second = await repository.json(["secrets", "rotate", "--user", "--new-key-file"]);
  assert.equal(Deno.readTextFileSync(`${config}/vault.key`), renewed);
  assert.equal(await opensWithLeaked("MINE"), false);
  const [old = null, ...others] = listAt(second, "old_key_files");
  assert.equal(others.length, 0);
  Deno.removeSync(String(old));
  for (const name of ["HERE", "MINE"]) {
    assert.equal((await repository.done(["secrets", "get", name])).stdout, VALUE);
  }
});
