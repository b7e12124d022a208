import { baseName, isWithin, joinPath } from "../../process/path.ts";
import { HOUSE } from "../../repo/layout.ts";
import { fail } from "../../store/failure.ts";
import { canonicalPath } from "../../store/ownership.ts";
import { parentOf } from "../../store/publish.ts";
import { lstatOrNull } from "../../store/read_file.ts";
import { absolutePath } from "../absolute_path.ts";
import { askYesNo } from "../ask.ts";
import { type Call, flagValue, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import { mayAsk } from "../may_ask.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { quoteWord } from "../line/quote_word.ts";
import { counted } from "../render/counted.ts";
import { type Trace, traceLines, uninstallTraces } from "../render/uninstall_text.ts";
import { grantPlace } from "../trust/trust_of.ts";
import { mainCheckoutNotes } from "../uninstall/uninstall_main.ts";
import { isNothing, planUninstall, type UninstallPlan } from "../uninstall/uninstall_plan.ts";
import { assertNothingLost, uninstall } from "../uninstall/uninstall_run.ts";
import { writerOf } from "../writer.ts";

/** `uninstall`: removes everything that this program has made here, and says whose the rest is. */
export async function run(call: Call, context: Context): Promise<Output> {
  const dry = hasFlag(call, "dry-run");
  const wanted = archiveOf(call, dry);
  const place = placeOf(call, context);
  const question = grantPlace(context, place);
  const plan = (): UninstallPlan => planUninstall(place, question);
  const found = plan();
  if (isNothing(found)) {
    return {
      json: documentOf(found, { dry, archive: null }),
      text: [`Nothing of orchestrator is in ${escapeLine(place.home)}`, ...stays(found), ""]
        .join("\n"),
    };
  }
  const discardSecrets = hasFlag(call, "discard-secrets");
  if (hasFlag(call, "no-export")) assertNothingLost(found, discardSecrets);
  const archive = wanted === null ? null : archivePath(absolutePath(context, wanted), place.home);
  const lines = traceLines(uninstallTraces(found));
  if (dry) {
    return {
      json: documentOf(found, { dry, archive }),
      text: [`Would uninstall from ${escapeLine(place.home)}:`, ...lines, ...exportNote(), ""]
        .join("\n"),
      notices: mainCheckoutNotes(found),
    };
  }
  if (!hasFlag(call, "yes")) {
    if (!mayAsk(call, context)) {
      const problem =
        '"--yes" is needed: there is no terminal to ask on, and this cannot be undone';
      throw fail("usage", { problem, command: call.entry.path });
    }
    context.err(`Uninstalling from ${escapeLine(place.home)}:\n${lines.join("\n")}\n`);
    if (!askYesNo(context, "Do it?")) {
      return { json: null, text: "Nothing was changed\n", exit: EXIT.refused };
    }
  }
  const writer = writerOf(call, context, place);
  const { stateDirectory } = question;
  const done = await uninstall(writer, { plan, archive, discardSecrets, stateDirectory });
  const isKept = lstatOrNull(`${place.home}/${HOUSE}`) !== null;
  const removed = uninstallTraces(done).filter(({ does }) => does !== "stay").length;
  return {
    json: documentOf(done, { dry, archive }),
    text: [
      `✓ Uninstalled from ${escapeLine(place.home)}: ${counted(removed, "thing")}`,
      ...(archive === null ? [] : [
        `  All that was in ${HOUSE}/ is in ${escapeLine(archive)}`,
        `  Put it back: tar -xf ${quoteWord(archive)} -C ${quoteWord(place.home)}`,
      ]),
      ...stays(done),
      ...(isKept ? [`${HOUSE}/ stays: something else is in it`] : []),
      "",
    ].join("\n"),
    notices: [...mainCheckoutNotes(found), ...noticesOf(done, context, hintFlags(call).root)],
  };
}

/** @throws `usage` unless exactly one of the two is given; to look, neither is needed */
function archiveOf(call: Call, dry: boolean): string | null {
  const file = flagValue(call, "export");
  const command = call.entry.path;
  if (file !== null && hasFlag(call, "no-export")) {
    const problem = '"--export" and "--no-export" do not go together';
    throw fail("usage", { problem, command });
  }
  if (file === null && !hasFlag(call, "no-export") && !dry) {
    const problem = 'either "--export FILE" or "--no-export" is needed';
    throw fail("usage", { problem, command });
  }
  if (file === "" || file === "-") {
    throw fail("usage", { problem: '"--export" needs the name of a file', command });
  }
  return file;
}

/**
 * The path of the archive, its directory without links.
 *
 * @throws `uninstall.export_inside`, `output.exists`, `file.not_created`
 */
function archivePath(path: string, home: string): string {
  const parent = canonicalPath(parentOf(path));
  if (parent === null) {
    throw fail("file.not_created", { path, problem: `there is no directory "${parentOf(path)}"` });
  }
  const house = canonicalPath(`${home}/${HOUSE}`);
  if (house !== null && isWithin(parent, house)) throw fail("uninstall.export_inside", { path });
  if (lstatOrNull(path) !== null) throw fail("output.exists", { path });
  return joinPath(parent, baseName(path));
}

function stays(plan: UninstallPlan): readonly string[] {
  const kept = uninstallTraces(plan).filter(({ does }) => does === "stay");
  return kept.length === 0 ? [] : ["What stays:", ...traceLines(kept)];
}

function exportNote(): readonly string[] {
  return ["Do it with --no-export, or with --export FILE to keep a copy of it in one file"];
}

function noticesOf(plan: UninstallPlan, context: Context, root: string): readonly string[] {
  const pin = context.env("ORCHESTRATOR_TRUST") || null;
  return [
    ...(plan.tracked ? [`note: git tracks ${HOUSE}/: commit that it is gone`] : []),
    ...(plan.standing === null
      ? [
        `note: your state directory is not safe, so that no grant in it was taken back: orchestrator trust revoke${root}`,
      ]
      : []),
    ...(pin === null
      ? []
      : ["note: ORCHESTRATOR_TRUST is set and still lets one list run: unset ORCHESTRATOR_TRUST"]),
  ];
}

interface DocumentFacts {
  readonly dry: boolean;
  readonly archive: string | null;
}

function documentOf(plan: UninstallPlan, { dry, archive }: DocumentFacts): {
  readonly home: string;
  readonly dry_run: boolean;
  readonly export: string | null;
  readonly traces: readonly Trace[];
} {
  const { home } = plan.place;
  return { home, dry_run: dry, export: archive, traces: uninstallTraces(plan) };
}
