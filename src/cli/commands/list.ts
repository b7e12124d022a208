import { discover } from "../../repo/discover.ts";
import { findHomes } from "../../repo/find_homes.ts";
import { sessionDirectory } from "../../repo/layout.ts";
import { listSessions, type SessionSummary } from "../../session/list_sessions.ts";
import { fail, OrchestratorError, problemOfFailure } from "../../store/failure.ts";
import { canonicalPath } from "../../store/ownership.ts";
import { lstatOrNull } from "../../store/read_file.ts";
import { absolutePath } from "../absolute_path.ts";
import { type Call, flagValue, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { looseSummaries, withPredecessors } from "../migration/legacy_sessions.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { relativePath } from "../relative_path.ts";

const DEFAULT_DEPTH = 3;
const MOST_DEPTH = 64;

/** One workflow: the predecessor's keys, then ours. */
interface Workflow {
  readonly path: string;
  readonly directory: string;
  readonly workflow_id: string | null;
  readonly task: string | null;
  readonly status: string | null;
  readonly current_phase: string | null;
  readonly project: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  /** Null for one of the predecessor in a layout without sessions. */
  readonly session: string | null;
  readonly current: boolean;
  readonly tree: string | null;
  readonly condition: SessionSummary["condition"];
}

interface Unreadable {
  readonly path: string;
  readonly problem: string;
}

/** `list`: the workflows of all repositories below a directory. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const directory = searchOf(call, context);
  const found = findHomes(directory, depthOf(call));
  const workflows: Workflow[] = [];
  const unreadable: Unreadable[] = [...found.unreadable];
  for (const home of found.homes) {
    try {
      workflows.push(...await workflowsOf(home));
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
      unreadable.push({ path: home, problem: problemOfFailure(error.failure) });
    }
  }
  const activeOnly = hasFlag(call, "active-only");
  const shown = workflows.filter(({ status }) => !activeOnly || status === "active")
    .sort(newestFirst);
  return {
    json: { directory, homes: found.homes, workflows: shown, unreadable },
    text: shown.length === 0
      ? `No ${activeOnly ? "active " : ""}workflows below ${escapeLine(directory)}\n`
      : shown.map((workflow) => workflowText(workflow, directory)).join(""),
    notices: unreadable.map(({ path, problem }) =>
      `warning: ${escapeLine(path)} cannot be read: ${escapeLine(problem)}`
    ),
  };
}

async function workflowsOf(home: string): Promise<readonly Workflow[]> {
  const start = { cwd: home, root: home, rootVariable: null, homeDirectory: null };
  const listed = await listSessions(discover(start), OPERATIONS);
  const loose = looseSummaries(home).map(({ path, era: _, phase, ...rest }): Workflow => ({
    ...rest,
    path: `${home}/${path}`,
    directory: home,
    current_phase: phase,
    session: null,
    current: false,
    tree: null,
    condition: { kind: "predecessor" },
  }));
  return loose.concat(
    withPredecessors(home, listed).map((session) => ({
      path: `${home}/${sessionDirectory(session.id)}`,
      directory: home,
      workflow_id: session.workflow_id,
      task: session.task,
      status: session.status,
      current_phase: session.phase,
      project: session.project,
      created_at: session.created_at,
      updated_at: session.updated_at,
      session: session.id,
      current: session.current,
      tree: session.tree,
      condition: session.condition,
    })),
  );
}

function searchOf(call: Call, context: Context): string {
  const wanted = flagValue(call, "search") ?? call.globals.root ?? ".";
  const path = wanted === "." ? context.cwd() : absolutePath(context, wanted);
  const real = canonicalPath(path);
  if (wanted === "" || real === null) throw fail("file.not_found", { path });
  if (lstatOrNull(real)?.isDirectory !== true) {
    throw fail("usage", {
      problem: `"--search" is a directory, not "${wanted}"`,
      command: call.entry.path,
    });
  }
  return real;
}

function depthOf(call: Call): number {
  const text = flagValue(call, "depth");
  if (text === null) return DEFAULT_DEPTH;
  const depth = Number(text);
  if (!/^\d{1,2}$/.test(text) || depth > MOST_DEPTH) {
    const problem = `"--depth" is a number from 0 to ${MOST_DEPTH}, not "${text}"`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  return depth;
}

function workflowText(workflow: Workflow, from: string): string {
  const { directory, session, current, task, status, current_phase: phase } = workflow;
  const updated = workflow.updated_at?.slice(0, 10) ?? "?";
  return [
    `${current ? "*" : " "}  ${escapeLine(relativePath(directory, from))}  ${
      session ?? "(legacy)"
    }`,
    (status ?? "?").padEnd(9),
    escapeLine(phase ?? "?").padEnd(8),
    escapeLine(updated),
    `${escapeLine(task ?? "(not known)")}\n`,
  ].join("  ");
}

function newestFirst(a: Workflow, b: Workflow): number {
  const [left, right] = [a.updated_at ?? "", b.updated_at ?? ""];
  if (left === right) return a.path < b.path ? -1 : 1;
  return left < right ? 1 : -1;
}
