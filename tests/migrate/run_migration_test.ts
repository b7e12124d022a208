import assert from "node:assert/strict";
import { OPERATIONS } from "../../src/cli/operations.ts";
import { plan } from "../../src/migrate/plan.ts";
import { DEFAULT_OPTIONS } from "../../src/migrate/plan_options.ts";
import type { Plan } from "../../src/migrate/plan_type.ts";
import { type MigrationInput, runMigration } from "../../src/migrate/run_migration.ts";
import { scan } from "../../src/migrate/scan.ts";
import { LAYOUT } from "../../src/repo/layout.ts";
import { ensureHouse } from "../../src/session/ensure_house.ts";
import { NO_SESSIONS } from "../support/legacy_plan.ts";
import { LEGACY_REPOSITORIES, writeLegacy } from "../support/legacy_repository.ts";
import { failureOf, withScratch } from "../support/scratch.ts";
import { type TestWriter, writerAt } from "../support/writer.ts";

async function planOf(root: string): Promise<Plan> {
  return plan(await scan({ root, home: root, own: NO_SESSIONS }), DEFAULT_OPTIONS);
}

function inputAt(root: string, planned: MigrationInput["plan"]): MigrationInput {
  return { root, plan: planned, copied: () => {}, by: "test" };
}

/** A home with the predecessor's files, and a writer there. */
function withHome(test: (home: string, writer: TestWriter) => Promise<void>): Promise<void> {
  return withScratch(async (home) => {
    writeLegacy(home, LEGACY_REPOSITORIES["L1, scattered"] ?? {});
    const writer = { ...writerAt(home), operations: OPERATIONS };
    await ensureHouse(writer, '{"schema":1}\n');
    await test(home, writer);
  });
}

Deno.test("who planned a migration that another has done since finds nothing to do", () =>
  withHome(async (home, writer) => {
    let meanwhile: string | null = null;
    const done = await runMigration(
      writer,
      inputAt(home, async () => {
        const planned = await planOf(home);
        if (meanwhile === null) {
          const other = await runMigration(writer, inputAt(home, () => planOf(home)));
          meanwhile = other?.migration ?? "";
        }
        return planned;
      }),
    );
    assert.equal(done, null);
    assert.ok(meanwhile);
    assert.deepEqual(namesOf(`${home}/${LAYOUT.migrations}`), [meanwhile]);
    assert.deepEqual(namesOf(`${home}/${LAYOUT.tmp}`), []);
  }));

Deno.test("a plan that cannot be copied, though nothing has changed, fails", () =>
  withHome(async (home, writer) => {
    const first = await planOf(home);
    Deno.removeSync(`${home}/.workflow_log.jsonl`);
    await failureOf("io", () => runMigration(writer, inputAt(home, () => Promise.resolve(first))));
    assert.deepEqual(namesOf(`${home}/${LAYOUT.tmp}`), []);
  }));

function namesOf(directory: string): readonly string[] {
  return [...Deno.readDirSync(directory)].map(({ name }) => name).sort();
}
