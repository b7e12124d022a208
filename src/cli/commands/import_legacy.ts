import { planOfElsewhere } from "../../migrate/plan_of_elsewhere.ts";
import { EMPTY_PLAN, isEmptyPlan } from "../../migrate/plan_type.ts";
import { runMigration } from "../../migrate/run_migration.ts";
import { LAYOUT } from "../../repo/layout.ts";
import type { Place } from "../../repo/place.ts";
import { fail } from "../../store/failure.ts";
import { canonicalPath, ownershipOf } from "../../store/ownership.ts";
import { makeStage } from "../../store/stage.ts";
import { makeTemporaryStage } from "../../store/temporary_stage.ts";
import { absolutePath } from "../absolute_path.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { copyProgress } from "../migration/copy_progress.ts";
import { checkIdentity, makeHouse } from "../house.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { quoteWord } from "../line/quote_word.ts";
import { placeOf } from "../place_of.ts";
import { importedText } from "../render/migrated_text.ts";
import { planJson } from "../render/plan_json.ts";
import { planMarkdown, reportContent } from "../render/report_content.ts";
import { planText } from "../render/plan_text.ts";
import { reportMarkdown } from "../render/report_markdown.ts";
import { requireReportPlace, writeReportFile } from "../report_file.ts";
import { VERSION } from "../version.ts";
import { withUnpacked } from "../migration/unpacked_archive.ts";
import { nothingOutput } from "../migration/nothing_output.ts";
import { writerOf } from "../writer.ts";

const NOTHING = "Nothing to import\n";

/** `import-legacy PATH`: takes over copies from a repository elsewhere, which stays as it is. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [given = ""] = call.args;
  const place = placeOf(call, context, "init");
  requireReportPlace(call, context);
  const from = canonicalPath(absolutePath(context, given));
  if (from === null) throw fail("file.not_found", { path: given });
  if (from === place.home) {
    const problem = `"${given}" is this repository; use "orchestrator migrate"`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  const importFrom = (root: string) => importRepository(call, context, place, { root, from });
  const kind = ownershipOf(from)?.kind;
  if (kind === "directory") return await importFrom(from);
  if (kind !== "file") {
    throw fail("file.unreadable", { path: given, problem: "it is no directory and no archive" });
  }
  const makeOwnStage = async () => {
    await makeHouse(writerOf(call, context, place), await checkIdentity(context, place));
    return makeStage(place.home, LAYOUT.tmp);
  };
  const makeStageFor = hasFlag(call, "dry-run") ? makeTemporaryStage : makeOwnStage;
  return await withUnpacked({ path: from, given, makeStage: makeStageFor }, importFrom) ??
    nothingOutput(call, context, EMPTY_PLAN, NOTHING);
}

/** A repository of the predecessor, and what the user calls it. Both absolute. */
interface Source {
  readonly root: string;
  readonly from: string;
}

async function importRepository(
  call: Call,
  context: Context,
  place: Place,
  { root, from }: Source,
): Promise<Output> {
  const salt = context.env("WORKFLOW_SALT");
  const look = () => planOfElsewhere({ place, operations: OPERATIONS, root, salt });
  const looked = await look();
  if (hasFlag(call, "dry-run")) {
    const document = { dry_run: true, home: place.home, root: from, ...planJson(looked) };
    writeReportFile(call, context, document, () => planMarkdown(looked));
    const command = `orchestrator import-legacy ${quoteWord(from)}${hintFlags(call).root}`;
    return {
      json: document,
      text: isEmptyPlan(looked) && looked.problems.length === 0
        ? NOTHING
        : planText(looked, command),
    };
  }
  const isBlocked = looked.problems.some(({ blocks }) => blocks);
  if (isEmptyPlan(looked) && !isBlocked) return nothingOutput(call, context, looked, NOTHING);
  const writer = writerOf(call, context, place);
  await makeHouse(writer, await checkIdentity(context, place));
  const progress = copyProgress(context, "Copying", () => looked.totals.copied);
  const report = await runMigration(writer, {
    root,
    from,
    tree: place.worktree,
    plan: look,
    copied: progress.add,
    by: `orchestrator ${VERSION}`,
  });
  progress.end();
  if (report === null) return nothingOutput(call, context, looked, NOTHING);
  const { schema: _, ...document } = report;
  writeReportFile(call, context, document, () => reportMarkdown(reportContent(report)));
  return { json: document, text: importedText(report, hintFlags(call)) };
}
