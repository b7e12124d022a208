import type { PlanOptions } from "../../migrate/plan_options.ts";
import { isEmptyPlan, type Plan } from "../../migrate/plan_type.ts";
import { rollBack } from "../../migrate/roll_back.ts";
import { runMigration } from "../../migrate/run_migration.ts";
import type { Place } from "../../repo/place.ts";
import { fail } from "../../store/failure.ts";
import { askYesNo } from "../ask.ts";
import { type Call, flagValue, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit_code.ts";
import { copyProgress } from "../migration/copy_progress.ts";
import { askAboutCustom, customOptions } from "../migration/custom_files.ts";
import { fixGitignore, gitignoreText } from "../migration/fix_gitignore.ts";
import { checkIdentity, makeHouse } from "../house.ts";
import { mayAsk } from "../may_ask.ts";
import { migrateListOutput } from "../migration/migrate_list.ts";
import { migrationPlan } from "../migration/migration_plan.ts";
import { moveSecrets } from "../migration/move_secrets.ts";
import type { Output } from "../output.ts";
import { quoteWord } from "../line/quote_word.ts";
import { placeOf } from "../place_of.ts";
import { secretsJson, secretsText } from "../render/moved_secrets_text.ts";
import { migratedText } from "../render/migrated_text.ts";
import { planJson } from "../render/plan_json.ts";
import { planMarkdown, reportContent } from "../render/report_content.ts";
import { planText } from "../render/plan_text.ts";
import { reportMarkdown } from "../render/report_markdown.ts";
import { requireReportPlace, writeReportFile } from "../report_file.ts";
import { rollBackOutput } from "../migration/roll_back_output.ts";
import { unsoundSessions } from "../unsound_sessions.ts";
import { placeNotes } from "../session_notes.ts";
import { VERSION } from "../version.ts";
import { nothingOutput } from "../migration/nothing_output.ts";
import { writerOf } from "../writer.ts";

/** Flags of which one excludes the others. */
const MODES = ["dry-run", "list", "rollback"];

/** Switches that decide what a plan moves. */
const DECIDING = ["ignore-custom", "force-from-old", "force-from-new", "move-secrets"];

const NOTHING = "Nothing to migrate\n";

/** `migrate`: takes over what the predecessor left; `--dry-run` and `--list` only read. */
export async function run(call: Call, context: Context): Promise<Output> {
  checkFlags(call);
  const place = placeOf(call, context);
  if (hasFlag(call, "list")) return migrateListOutput(call, place);
  if (hasFlag(call, "rollback")) return await rollBackOutput(call, context, place);
  const options = optionsOf(call, place);
  requireReportPlace(call, context);
  const plan = await migrationPlan(context, place, options);
  if (hasFlag(call, "dry-run")) {
    const document = { dry_run: true, home: place.home, ...planJson(plan) };
    writeReportFile(call, context, document, () => planMarkdown(plan));
    return { json: document, text: planText(plan, commandOf(call)) };
  }
  // What lies in a linked worktree is taken over by another command.
  for (const line of placeNotes(place, null)) context.err(`${line}\n`);
  const fixed = hasFlag(call, "fix-gitignore") ? fixGitignore(place.tree) : null;
  const isBlocked = plan.problems.some(({ blocks }) => blocks);
  const output = isEmptyPlan(plan) && !isBlocked
    ? nothingOutput(call, context, plan, NOTHING)
    : await migrate(call, context, place, plan, options);
  return fixed === null ? output : {
    ...output,
    json: { ...documentOf(output), gitignore_replaced: fixed },
    text: gitignoreText(fixed) + (typeof output.text === "string" ? output.text : output.text()),
  };
}

async function migrate(
  call: Call,
  context: Context,
  place: Place,
  looked: Plan,
  options: Partial<PlanOptions>,
): Promise<Output> {
  const writer = writerOf(call, context, place);
  if (mayAsk(call, context) && !hasFlag(call, "yes")) {
    context.err(planText(looked, commandOf(call)));
    if (!askYesNo(context, "Migrate this?")) {
      return { json: null, text: "Nothing was changed\n", exit: EXIT.refused };
    }
  }
  await makeHouse(writer, await checkIdentity(context, place));
  const include = askAboutCustom(call, context, writer, looked);
  const decided = { ...options, ...customOptions(call, place), include };
  const secrets = decided.moveSecrets === true
    ? await moveSecrets({ call, context, place: placeOf(call, context) }, looked)
    : null;
  const progress = copyProgress(context, "Copying", () => looked.totals.copied);
  const report = await runMigration(writer, {
    root: place.home,
    plan: () => migrationPlan(context, place, decided),
    copied: progress.add,
    by: `orchestrator ${VERSION}`,
  });
  progress.end();
  if (report === null) return nothingOutput(call, context, looked, NOTHING);
  const unsound = hasFlag(call, "auto-rollback") ? await unsoundSessions(place, report) : [];
  if (unsound.length > 0) {
    await rollBack(writer, report.migration);
    throw fail("migrate.unsound", { migration: report.migration, sessions: unsound });
  }
  const { schema: _, ...document } = report;
  writeReportFile(call, context, document, () => reportMarkdown(reportContent(report)));
  return {
    json: secrets === null ? document : { ...document, secrets: secretsJson(secrets) },
    text: migratedText(report, hintFlags(call)) + (secrets === null ? "" : secretsText(secrets)),
    notices: secrets?.notices ?? [],
  };
}

/** The same command line without the flag that only looks. */
function commandOf(call: Call): string {
  const switches = DECIDING.filter((name) => hasFlag(call, name)).map((name) => ` --${name}`);
  const file = flagValue(call, "password-file");
  const password = file === null ? "" : ` --password-file ${quoteWord(file)}`;
  return `orchestrator migrate${switches.join("")}${password}${hintFlags(call).root}`;
}

function documentOf({ json }: Output): object {
  return (typeof json === "function" ? json() : json) ?? {};
}

function optionsOf(call: Call, place: Place): Partial<PlanOptions> {
  const force = hasFlag(call, "force-from-old")
    ? "old"
    : hasFlag(call, "force-from-new")
    ? "new"
    : null;
  const movesSecrets = hasFlag(call, "move-secrets");
  if (!movesSecrets && flagValue(call, "password-file") !== null) {
    const problem = '"--password-file" needs "--move-secrets"';
    throw fail("usage", { problem, command: call.entry.path });
  }
  return { force, moveSecrets: movesSecrets, ...customOptions(call, place) };
}

function checkFlags(call: Call): void {
  const command = call.entry.path;
  const exclude = (...names: readonly string[]): void => {
    const given = names.filter((name) => hasFlag(call, name));
    if (given.length > 1) {
      const problem = `"--${given[0]}" and "--${given[1]}" exclude each other`;
      throw fail("usage", { problem, command });
    }
  };
  exclude(...MODES);
  exclude("force-from-old", "force-from-new");
  exclude("include-custom", "ignore-custom");
  const [argument] = call.args;
  if (argument !== undefined && !hasFlag(call, "rollback")) {
    const problem = `unexpected argument "${argument}"; only "--rollback" takes one`;
    throw fail("usage", { problem, command });
  }
}
