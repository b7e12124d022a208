import { WORKFLOW_FILE } from "../../repo/layout.ts";
import type { Place } from "../../repo/place.ts";
import { fail } from "../../store/failure.ts";
import { readUserFile } from "../../store/read_user_file.ts";
import { sha256Hex } from "../../store/sha256.ts";
import { DEFAULT_TEMPLATE } from "../../workflow/default_workflow.ts";
import { formatTemplateHeader } from "../../workflow/template_header.ts";
import { type Call, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { DEFINITION_LIMIT } from "../../session/definition_change.ts";
import { escapeLine } from "../escape.ts";
import { checkIdentity, makeHouse } from "../house.ts";
import { agentsWish, initAgents } from "../init_agents.ts";
import { backupStamp, findBackup } from "../init_backup.ts";
import { type NewWorkflow, writeWorkflow } from "../init_workflow.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { relativePath } from "../relative_path.ts";
import { writerOf } from "../writer.ts";

/** What `init` is about to do to `workflow.yaml`. */
interface InitPlan {
  readonly does: "keep" | "write" | "replace" | "restore";
  readonly workflow: NewWorkflow;
}

/** `init`: writes `workflow.yaml` and the house; `--restore` puts a copy back, `--agents-md` keeps a block. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [stamp = null] = call.args;
  if (stamp !== null && !hasFlag(call, "restore")) {
    const problem = `unexpected argument "${stamp}"; only "--restore" takes one`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  const wish = agentsWish(call);
  if (wish !== null) return await initAgents(call, context, wish);
  const place = placeOf(call, context, hasFlag(call, "here") ? "here" : "init");
  const plan = planOf(call, place, stamp);
  const shown = relativePath(`${place.tree}/${WORKFLOW_FILE}`, context.cwd());
  const json = { does: plan.does, home: place.home, workflow: `${place.tree}/${WORKFLOW_FILE}` };
  if (hasFlag(call, "dry-run")) {
    const text = `Would ${WORDS[plan.does](escapeLine(shown))}\n`;
    return { json: { ...json, dry_run: true, backup: null }, text };
  }
  const writer = writerOf(call, context, place);
  await makeHouse(writer, await checkIdentity(context, place));
  const backup = plan.does === "keep"
    ? null
    : await writeWorkflow(writer, plan.workflow, backupStamp(context.now()));
  return {
    json: { ...json, dry_run: false, backup },
    text: [
      DONE[plan.does](escapeLine(shown)),
      ...(backup === null
        ? []
        : [`  The one before is kept; put it back: orchestrator init --restore ${backup}`]),
      "",
      "Next steps:",
      `  1. Edit ${escapeLine(shown)}: its phases and items, and the commands that check them`,
      "  2. orchestrator validate",
      '  3. orchestrator start "<task>"',
      "",
    ].join("\n"),
  };
}

type PlanWords = Readonly<Record<InitPlan["does"], (path: string) => string>>;

const WORDS: PlanWords = {
  keep: (path) => `keep ${path}: it is the default workflow already`,
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

/** @throws `file.exists` for a `workflow.yaml` of the user's own, unless `--force` is given */
function planOf(call: Call, place: Place, stamp: string | null): InitPlan {
  if (hasFlag(call, "restore")) {
    const { bytes } = findBackup(place.home, stamp);
    return { does: "restore", workflow: { bytes, template: null } };
  }
  const workflow = defaultWorkflow();
  const path = `${place.tree}/${WORKFLOW_FILE}`;
  const present = readUserFile(path, DEFINITION_LIMIT, "regular");
  if (present === null) return { does: "write", workflow };
  if (sha256Hex(present) === sha256Hex(workflow.bytes)) return { does: "keep", workflow };
  if (!hasFlag(call, "force")) throw fail("file.exists", { path });
  return { does: "replace", workflow };
}

function defaultWorkflow(): NewWorkflow {
  const { name, version, text } = DEFAULT_TEMPLATE;
  const encoder = new TextEncoder();
  const header = formatTemplateHeader({ name, version, sha256: sha256Hex(text) });
  return {
    bytes: encoder.encode(header + text),
    template: { name, version, body: encoder.encode(text) },
  };
}
