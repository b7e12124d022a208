import { moveUserFile, planUserMigration } from "../../config/migrate_user.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { fail } from "../../store/failure.ts";
import { type Call, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";

/** `config migrate --user`: brings the predecessor's other user file into our directory. */
export function run(call: Call, context: Context): Promise<Output> {
  if (!hasFlag(call, "user")) {
    const problem = '"--user" is missing; a repository is taken over by "orchestrator migrate"';
    throw fail("usage", { problem, command: call.entry.path });
  }
  const { home, config } = userDirectories(context.environment());
  if (home === null || config === null) throw fail("config.no_directory", {});
  const [back, dryRun] = [hasFlag(call, "rollback"), hasFlag(call, "dry-run")];
  const migration = planUserMigration({ home, config }, back);
  const { from, to, bytes } = migration;
  if (!dryRun) moveUserFile(migration);
  const moved = bytes !== null;
  const paths = `${escapeLine(from)} to ${escapeLine(to)}`;
  return Promise.resolve({
    json: { from, to, moved: moved && !dryRun, found: moved, dry_run: dryRun },
    text: moved
      ? `${dryRun ? "Would move" : "✓ Moved"} ${paths}\n${
        dryRun || back ? "" : "  Put it back: orchestrator config migrate --user --rollback\n"
      }`
      : `Nothing to move: ${escapeLine(from)} is not there\n`,
  });
}
