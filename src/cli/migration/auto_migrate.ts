import { readSetting } from "../../config/read_setting.ts";
import { runMigration } from "../../migrate/run_migration.ts";
import type { Place } from "../../repo/place.ts";
import type { Writer } from "../../session/writer.ts";
import { type Call, hintFlags } from "../call.ts";
import { configurationOf } from "../config/configuration.ts";
import type { Context } from "../context.ts";
import { checkIdentity, makeHouse } from "../house.ts";
import { migrationPlan } from "./migration_plan.ts";
import { sizeText } from "../render/size_text.ts";
import { VERSION } from "../version.ts";

/** Whether the user wants a workflow of the predecessor migrated by the command that meets it. */
export async function wantsAutoMigration(
  call: Call,
  context: Context,
  place: Place,
): Promise<boolean> {
  if (context.env("ORCHESTRATOR_AUTO_MIGRATE") === "1") return true;
  return (await readSetting("migrate.auto", configurationOf(call, context, place))).value;
}

/**
 * Migrates before a command does its work, and says so in one line.
 *
 * @throws what `runMigration` and `checkIdentity` throw
 */
export async function autoMigrate(
  call: Call,
  context: Context,
  writer: Writer,
): Promise<void> {
  const { place } = writer;
  await makeHouse(writer, await checkIdentity(context, place));
  const report = await runMigration(writer, {
    root: place.home,
    plan: () => migrationPlan(context, place),
    copied: () => undefined,
    by: `orchestrator ${VERSION}`,
  });
  if (report === null) return;
  const { migration, totals: { files, bytes } } = report;
  const { root } = hintFlags(call);
  context.err(
    `note: migrated ${files} ${files === 1 ? "file" : "files"} of the predecessor (${
      sizeText(bytes)
    }) as ${migration}; orchestrator migrate --rollback${root} goes back\n`,
  );
}
