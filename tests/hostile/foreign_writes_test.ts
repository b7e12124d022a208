import assert from "node:assert/strict";
import { COMMAND_TABLE } from "../../src/cli/command_table.ts";
import { differences, snapshotOf } from "../support/disk_snapshot.ts";
import { STATE_ONLY } from "../support/doctor_checks.ts";
import { mayMount, mountReadOnly } from "../support/file_rights.ts";
import type { RepositoryFixture } from "../support/repository_fixture.ts";
import { copyOfStarted } from "../support/started_copy.ts";
import { COMMAND_LINES } from "./command_lines.ts";
import { allowedBy, commandOf, onlyReads } from "./command_of.ts";
import { PROMISED_WRITES } from "./promised_writes.ts";

Deno.test("every command has a row in the table of command lines, and every row a command", () => {
  assert.deepEqual(
    Object.keys(COMMAND_LINES).sort(),
    COMMAND_TABLE.map(({ path }) => path).sort(),
  );
});

Deno.test("what a command may write is said by the command table and nowhere else", () => {
  const writing = COMMAND_TABLE.filter(({ effect }) =>
    "writes" in effect ? effect.writes.length > 0 : effect.output !== undefined
  );
  assert.deepEqual(Object.keys(PROMISED_WRITES).sort(), writing.map(({ path }) => path).sort());
});

for (const [path, { arrange, lines }] of Object.entries(COMMAND_LINES)) {
  const entry = COMMAND_TABLE.find((known) => known.path === path);
  const isReading = entry !== undefined && "reads" in entry.effect && !entry.effect.output;
  Deno.test(`${path} writes ${isReading ? "nothing" : "nowhere but where it says"}`, async () => {
    using repository = await copyOfStarted();
    await arrange?.(repository);
    const env = exportAfterEvents(repository);
    for (const line of lines) await assertPromise(repository, [...path.split(" "), ...line], env);
  });
}

// Only root can mount. Without arguments every command is tried in the same way elsewhere.
Deno.test({
  name: "calls whose arguments leave nothing to write give the same answer on a read-only mount",
  ignore: !mayMount(),
  async fn() {
    using repository = await copyOfStarted();
    const calls = Object.entries(COMMAND_LINES)
      .filter(([_, { arrange }]) => arrange === undefined)
      .flatMap(([path, { lines }]) => lines.map((line) => [...path.split(" "), ...line]))
      .filter((call) => onlyReads(call) && !("reads" in commandOf(call).effect));
    const answers = await answersOf(repository, calls);
    using _mount = mountReadOnly(repository.base);
    assert.throws(() => repository.write("new", ""), /Read-only file system/);
    assert.deepEqual(await answersOf(repository, calls), answers);
  },
});

async function answersOf(
  { run }: RepositoryFixture,
  calls: readonly (readonly string[])[],
): Promise<readonly string[]> {
  return await Promise.all(calls.map(async (call) => {
    // What it says of rights and room is to be another answer here, and has tests of its own.
    const words = call[0] === "doctor" ? [...call, ...STATE_ONLY] : call;
    const { code, stdout, stderr } = await run(words);
    return `${call.join(" ")}: exit ${code}\n${stdout}${stderr}`;
  }));
}

/** The environment of somebody who wants a snapshot whenever an event is recorded. */
function exportAfterEvents({ base }: RepositoryFixture): Readonly<Record<string, string>> {
  Deno.mkdirSync(`${base}/snapshots`);
  Deno.writeFileSync(`${base}/snapshots.key`, new Uint8Array(32).fill(7));
  return {
    ORCHESTRATOR_SNAPSHOT_AUTO_EXPORT: "events",
    ORCHESTRATOR_SNAPSHOT_AUTO_EXPORT_EVENTS: "1",
    ORCHESTRATOR_SNAPSHOT_AUTO_EXPORT_DIRECTORY: `${base}/snapshots`,
    ORCHESTRATOR_SNAPSHOT_KEY_FILE: `${base}/snapshots.key`,
  };
}

async function assertPromise(
  repository: RepositoryFixture,
  call: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const before = snapshotOf(repository.base);
  await repository.done(call, { env });
  const found = differences(before, snapshotOf(repository.base), allowedBy(call));
  assert.deepEqual(found, [], call.join(" "));
}
