import { WORKFLOW_FILE } from "../../repo/layout.ts";
import type { Place } from "../../repo/place.ts";
import { DEFINITION_LIMIT } from "../../session/definition_change.ts";
import type { ModeWish } from "../../session/switch_mode.ts";
import { fail } from "../../store/failure.ts";
import { readUserFile } from "../../store/read_user_file.ts";
import { sha256Hex } from "../../store/sha256.ts";
import { DEFAULT_TEMPLATE } from "../../workflow/default_workflow.ts";
import { formatTemplateHeader } from "../../workflow/template_header.ts";
import { type Call, flagValue, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { checkIdentity, makeHouse } from "../house.ts";
import { agentsWish, initAgents } from "../agents/init_agents.ts";
import { backupStamp, findBackup } from "../init/init_backup.ts";
import { modeNotes, modeText, modeWish } from "../init/init_mode.ts";
import type { ChosenTemplate } from "../init/init_template.ts";
import { type NewWorkflow, writeWorkflow } from "../init/init_workflow.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { relativePath } from "../relative_path.ts";
import { writerOf } from "../writer.ts";

/** What `init` is about to do to `workflow.yaml`; `none`: only what git may have changes. */
type InitPlan =
  | { readonly does: "none"; readonly workflow: null; readonly template: null }
  | {
    readonly does: "keep" | "write" | "replace" | "restore";
    readonly workflow: NewWorkflow;
    /** Null for a copy that is put back. */
    readonly template: ChosenTemplate | null;
  };

/**
 * `init`: writes `workflow.yaml` and the house, and says what git may have of it; `--restore` puts a
 * copy back, `--agents-md` keeps a block, `--list-templates` lists.
 */
export async function run(call: Call, context: Context): Promise<Output> {
  const [stamp = null] = call.args;
  assertFlags(call, stamp);
  if (hasFlag(call, "list-templates")) {
    return (await import("../init/init_list.ts")).listTemplates();
  }
  const agents = agentsWish(call);
  if (agents !== null) return await initAgents(call, context, agents);
  const mode = modeWish(call);
  const place = placeOf(call, context, hasFlag(call, "here") ? "here" : "init");
  const plan = await planOf(call, context, place, stamp, mode);
  const identity = await checkIdentity(context, place);
  const stampNow = backupStamp(context.now());
  const shown = escapeLine(relativePath(`${place.tree}/${WORKFLOW_FILE}`, context.cwd()));
  const json = {
    does: plan.does,
    home: place.home,
    workflow: `${place.tree}/${WORKFLOW_FILE}`,
    template: plan.template === null ? null : templateJson(plan.template),
  };
  if (hasFlag(call, "dry-run")) {
    const change = mode === null
      ? null
      : (await import("../../session/switch_mode.ts")).planMode(place.home, mode);
    const { filesOf } = await import("../init/init_files.ts");
    const writes = plan.does !== "keep" && plan.does !== "none";
    const files = filesOf(place, writes ? plan.workflow : null, change);
    return {
      json: { ...json, git: change?.after ?? null, files, dry_run: true, backup: null },
      text: [
        ...(plan.does === "none" ? [] : [`Would ${WORDS[plan.does](shown)}`]),
        ...files.map(({ path, does }) => `  ${does} ${escapeLine(path)}`),
        ...(change === null ? [] : [`Would change what git has: ${modeText(change.after)}`]),
        "",
      ].join("\n"),
    };
  }
  const writer = writerOf(call, context, place);
  await makeHouse(writer, identity);
  const backup = plan.does === "keep" || plan.does === "none"
    ? null
    : await writeWorkflow(writer, plan.workflow, stampNow);
  const change = mode === null
    ? null
    : await (await import("../../session/switch_mode.ts")).switchMode(writer, mode);
  return {
    json: { ...json, git: change?.after ?? null, dry_run: false, backup },
    text: [
      ...(plan.does === "none" ? [] : [DONE[plan.does](shown)]),
      ...(backup === null
        ? []
        : [`  The one before is kept; put it back: orchestrator init --restore ${backup}`]),
      ...(change === null ? [] : [`✓ ${modeText(change.after)}`]),
      ...(plan.does === "none" ? [] : [
        "",
        "Next steps:",
        `  1. Edit ${shown}: its phases and items, and the commands that check them`,
        "  2. orchestrator validate",
        '  3. orchestrator start "<task>"',
      ]),
      "",
    ].join("\n"),
    notices: change === null ? [] : modeNotes(place, change),
  };
}

type PlanWords = Readonly<Record<Exclude<InitPlan["does"], "none">, (path: string) => string>>;

const WORDS: PlanWords = {
  keep: (path) => `keep ${path}: it is this workflow already`,
  write: (path) => `write ${path}`,
  replace: (path) => `replace ${path} and keep a copy of the present one`,
  restore: (path) => `put back an earlier ${path} and keep a copy of the present one`,
};

const DONE: PlanWords = {
  keep: (path) => `${path} is here already`,
  write: (path) => `✓ Wrote ${path}`,
  replace: (path) => `✓ Replaced ${path}`,
  restore: (path) => `✓ Restored ${path}`,
};

/** @throws `usage` */
function assertFlags(call: Call, stamp: string | null): void {
  const usage = (problem: string) => fail("usage", { problem, command: call.entry.path });
  if (stamp !== null && !hasFlag(call, "restore")) {
    throw usage(`unexpected argument "${stamp}"; only "--restore" takes one`);
  }
  if (hasFlag(call, "restore") && flagValue(call, "template") !== null) {
    throw usage('"--restore" and "--template" do not go together');
  }
}

/** @throws `file.exists` for a `workflow.yaml` of the user's own, unless `--force` is given */
async function planOf(
  call: Call,
  context: Context,
  place: Place,
  stamp: string | null,
  mode: ModeWish | null,
): Promise<InitPlan> {
  if (hasFlag(call, "restore")) {
    const { bytes } = findBackup(place.home, stamp);
    return { does: "restore", workflow: { bytes, template: null }, template: null };
  }
  const wanted = flagValue(call, "template");
  const force = hasFlag(call, "force");
  // Where there is a house already, a flag about git is about git only.
  if (mode !== null && wanted === null && !force && place.mark === "strong") {
    return { does: "none", workflow: null, template: null };
  }
  const template = wanted === null
    ? { ...DEFAULT_TEMPLATE, commit: null }
    : await (await import("../init/init_template.ts")).findTemplate(context, place, wanted);
  const workflow = workflowOf(template);
  const path = `${place.tree}/${WORKFLOW_FILE}`;
  const present = readUserFile(path, DEFINITION_LIMIT, "regular");
  if (present === null) return { does: "write", workflow, template };
  if (sha256Hex(present) === sha256Hex(workflow.bytes)) return { does: "keep", workflow, template };
  if (!force && mode !== null && wanted === null) {
    return { does: "none", workflow: null, template: null };
  }
  if (!force) {
    throw fail("file.exists", { path, force: wanted === null ? [] : ["--template", wanted] });
  }
  return { does: "replace", workflow, template };
}

function workflowOf({ name, version, text }: ChosenTemplate): NewWorkflow {
  const encoder = new TextEncoder();
  const header = formatTemplateHeader({ name, version, sha256: sha256Hex(text) });
  return {
    bytes: encoder.encode(header + text),
    template: { name, version, body: encoder.encode(text) },
  };
}

/** The digest pins the text, the commit everything that it was fetched with. */
function templateJson({ name, version, text, commit }: ChosenTemplate): object {
  return { name, version, sha256: sha256Hex(text), commit };
}
