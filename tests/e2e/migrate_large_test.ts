import assert from "node:assert/strict";
import { EXIT } from "../../src/cli/exit_code.ts";
import { fileDigest } from "../../src/store/file_digest.ts";
import { listAt, textAt } from "../support/json.ts";
import { legacyState, writeLegacy } from "../support/legacy_repository.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";

const DIRECTORY = ".workflow_checkpoints";

/** So much is read by two threads. */
const CHECKPOINTS = { count: 140, length: 1_048_576 } as const;

Deno.test("what is large is migrated and brought back byte for byte, and what was changed is noticed", async () => {
  using repository = makeRepository();
  writeLegacy(repository.path, { ".workflow_state.json": legacyState() });
  const names = writeCheckpoints(repository);
  const before = names.map((name) => fileDigest(repository.at(`${DIRECTORY}/${name}`)));

  const report = await repository.json(["migrate"]);
  const migration = textAt(report, "migration");
  const [session = assert.fail("there is no session")] = listAt(report, "sessions");
  const copies = `.orchestrator/sessions/${textAt(session, "id")}/checkpoints`;
  const backup = `.orchestrator/migrations/${migration}/backup/${DIRECTORY}`;
  for (const place of [copies, backup]) {
    assert.deepEqual(names.map((name) => fileDigest(repository.at(`${place}/${name}`))), before);
  }

  // The last one, the first one: neither thread takes it for what it was.
  for (const name of [names.at(-1), names[0]]) {
    const path = repository.at(`${backup}/${name}`);
    const original = Deno.readFileSync(path);
    Deno.writeFileSync(path, original.with(original.length >> 1, 0x79));
    assert.equal((await repository.run(["migrate", "--rollback"])).code, EXIT.data, name);
    Deno.writeFileSync(path, original);
  }
  await repository.done(["migrate", "--rollback"]);
  assert.deepEqual(
    names.map((name) => fileDigest(repository.at(`${DIRECTORY}/${name}`))),
    before,
  );
});

function writeCheckpoints(repository: RepositoryFixture): readonly string[] {
  return Array.from({ length: CHECKPOINTS.count }, (_, number) => {
    const id = `cp_20260107_033301_${number.toString(16).padStart(6, "0")}`;
    const head = `{"checkpoint_id": "${id}", "workflow_id": "wf_main0001", "phase_id": "PLAN", ` +
      '"timestamp": "2026-01-07T03:33:01+00:00", "message": "';
    const text = `${head}${"x".repeat(CHECKPOINTS.length - head.length - 2)}"}`;
    writeLegacy(repository.path, { [`${DIRECTORY}/${id}.json`]: text });
    return `${id}.json`;
  });
}
