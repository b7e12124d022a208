import assert from "node:assert/strict";
import { join } from "node:path";
import { makeRepository } from "../support/repository_fixture.ts";

const DEMO = join(import.meta.dirname ?? "", "../../scripts/demo.sh");

Deno.test("the demonstration shows every main job, and only what should fail does", async () => {
  using repository = makeRepository({ git: false });
  const { base } = repository;
  const run = await repository.line(`sh '${DEMO}' '${base}/bin/orchestrator'`);
  assert.equal(run.code, 0, run.stdout + run.stderr);
  // A plan without its file, and a gate whose command fails.
  assert.equal(run.stdout.match(/^\(exit code \d+\)$/gm)?.length, 2, run.stdout);
  assert.match(run.stdout, /^✓ Imported: 2 added$/m);
  assert.match(run.stdout, /^\$ orchestrator migrate --rollback$/m);
  assert.deepEqual([...Deno.readDirSync(`${base}/tmp`)], []);
});
