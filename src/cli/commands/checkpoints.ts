import { type FoundCheckpoint, readCheckpoints } from "../../session/read_checkpoints.ts";
import { readSession } from "../../session/read_session.ts";
import { fail, OrchestratorError } from "../../store/failure.ts";
import { cutText } from "../../workflow/limits.ts";
import { type Call, flagValue, hasFlag } from "../call.ts";
import { cleanCheckpoints } from "../trash/clean_checkpoints.ts";
import { chooseIfAny } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { CHECKPOINT_PROBLEMS } from "../failure_text/checkpoint.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { placeNotes } from "../session_notes.ts";

/** Characters of a message that the list shows. */
const SHOWN = 60;

/** Least width of the column of ids. */
const ID_WIDTH = 29;

/** Days after which `--cleanup` takes a checkpoint away, as the predecessor had it. */
const MAX_AGE = "30";

/** `checkpoints`: those of a session, the newest first; with `--cleanup` the old ones go. */
export async function run(call: Call, context: Context): Promise<Output> {
  const days = daysOf(call);
  const place = placeOf(call, context);
  const { chosen, interrupted } = await chooseIfAny(call, context, place);
  if (chosen === null) {
    return {
      json: { session: null, workflow_id: null, checkpoints: [], hidden: 0 },
      text: "No checkpoints found.\n",
    };
  }
  const { id: session } = chosen;
  if (hasFlag(call, "cleanup")) {
    const workflow = (await readSession(place.home, session)).fold.state.workflow_id;
    return await cleanCheckpoints(call, context, place, { session, workflow, days });
  }
  const workflow = await workflowOf(place.home, session);
  const all = readCheckpoints(place.home, session, interrupted);
  const shown = hasFlag(call, "all") ? all : all.filter((found) => !isForeign(found, workflow));
  const hidden = all.length - shown.length;
  return {
    json: {
      session,
      workflow_id: workflow,
      checkpoints: shown.map((found) => documentOf(found, workflow)),
      hidden,
    },
    text: () => shown.length === 0 ? "No checkpoints found.\n" : table(shown, workflow),
    notices: [
      ...placeNotes(place, interrupted),
      ...(hidden === 0 ? [] : [
        `note: ${hidden} of other workflows ${
          hidden === 1 ? "is" : "are"
        } not shown; --all shows them`,
      ]),
    ],
  };
}

function daysOf(call: Call): number {
  const text = flagValue(call, "max-age");
  const cleanup = hasFlag(call, "cleanup");
  const isCount = /^\d{1,6}$/.test(text ?? MAX_AGE);
  if (isCount && (cleanup || text === null)) return Number(text ?? MAX_AGE);
  const problem = isCount
    ? '"--max-age" says what "--cleanup" takes away, and that is not given'
    : `"--max-age" is a whole number of days, not "${text}"`;
  throw fail("usage", { problem, command: call.entry.path });
}

/** Null for a session whose log cannot be folded: its checkpoints are listed all the same. */
async function workflowOf(home: string, session: string): Promise<string | null> {
  try {
    return (await readSession(home, session)).fold.state.workflow_id;
  } catch (error) {
    if (error instanceof OrchestratorError) return null;
    throw error;
  }
}

function isForeign({ checkpoint }: FoundCheckpoint, workflow: string | null): boolean {
  return checkpoint !== null && workflow !== null && checkpoint.workflow_id !== workflow;
}

function documentOf(found: FoundCheckpoint, workflow: string | null): object {
  const { id, checkpoint, problem } = found;
  if (checkpoint === null) return { checkpoint_id: id, problem };
  const { workflow_state_snapshot: state, ...rest } = checkpoint;
  return {
    checkpoint_id: id,
    ...rest,
    has_state: state !== null,
    other_workflow: isForeign(found, workflow),
    problem,
  };
}

/** The predecessor's ids are longer where several of its sessions worked at once. */
function table(shown: readonly FoundCheckpoint[], workflow: string | null): string {
  const width = Math.max(ID_WIDTH, ...shown.map(({ id }) => id.length));
  const head = `  ${"ID".padEnd(width)} ${"Phase".padEnd(12)} ${"Time".padEnd(20)} Message`;
  return [head, ...shown.map((found) => lineOf(found, workflow, width)), ""].join("\n");
}

function lineOf(found: FoundCheckpoint, workflow: string | null, width: number): string {
  const { id, checkpoint, problem } = found;
  if (checkpoint === null) {
    return `✗ ${id.padEnd(width)} cannot be read: ${CHECKPOINT_PROBLEMS[problem]}`;
  }
  const foreign = isForeign(found, workflow);
  const time = checkpoint.timestamp.slice(0, 19).replace("T", " ");
  const message = checkpoint.message ?? "";
  const cut = cutText(message, SHOWN);
  return [
    foreign ? "≠" : " ",
    id.padEnd(width),
    escapeLine(checkpoint.phase_id ?? "?").padEnd(12),
    escapeLine(time).padEnd(20),
    escapeLine(cut === message ? cut : `${cut}…`) +
    (foreign ? ` (another workflow: ${escapeLine(checkpoint.workflow_id)})` : ""),
  ].join(" ").trimEnd();
}
