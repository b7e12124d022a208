import assert from "node:assert/strict";
import { EXIT } from "../../src/cli/exit_code.ts";
import { jsonOf, listAt, parseJson, textAt } from "../support/json.ts";
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
  const doctor = async () => {
    const { code, stdout } = await repository.run(["secrets", "doctor", "--json"]);
    const findings = listAt(parseJson(stdout), "findings");
    return { code, findings: findings.filter((one) => textAt(one, "message").includes(".old-")) };
  };
  const unsafe = await doctor();
  assert.equal(unsafe.code, EXIT.refused);
  assert.deepEqual(
    unsafe.findings.map((
      one,
    ) => [textAt(one, "severity"), textAt(one, "what"), textAt(one, "fix")]),
    [["error", "user", "orchestrator secrets rotate --user --new-key-file"]],
  );
  // The other vault still opens here, and gets the same new key.
  assert.equal((await repository.done(["secrets", "get", "MINE"])).stdout, VALUE);
  const second = jsonOf(
    await repository.line(`${textAt(unsafe.findings[0] ?? null, "fix")} --json`),
  );
  assert.equal(Deno.readTextFileSync(`${config}/vault.key`), renewed);
  assert.equal(await opensWithLeaked("MINE"), false);
  const safe = await doctor();
  assert.equal(safe.code, EXIT.done);
  assert.deepEqual(safe.findings.map((one) => textAt(one, "severity")), ["note"]);
  const [old = null, ...others] = listAt(second, "old_key_files");
  assert.equal(others.length, 0);
  Deno.removeSync(String(old));
  assert.deepEqual(await doctor(), { code: EXIT.done, findings: [] });
  for (const name of ["HERE", "MINE"]) {
    assert.equal((await repository.done(["secrets", "get", name])).stdout, VALUE);
  }
  Deno.removeSync(`${config}/vault.key`);
  const lost = await repository.run(["secrets", "doctor"]);
  assert.equal(lost.code, EXIT.refused);
  assert.match(lost.stdout, /^ {2}The key file belongs in .+vault\.key: put back the copy of it$/m);
});
