import { HOUSE, LAYOUT, sessionDirectory, WORKFLOW_FILE } from "../../repo/layout.ts";
import { escapeLine } from "../escape.ts";
import type { StayReason, UninstallPlan } from "../uninstall/uninstall_plan.ts";

/** One thing that `uninstall` found, and what becomes of it. */
export interface Trace {
  /** Relative to the home or tree; of a grant its hash, of an approver the name. */
  readonly path: string;
  readonly kind: "file" | "session" | "block" | "grant" | "approver";
  readonly owner: "orchestrator" | "predecessor" | "you";
  readonly does: "remove" | "restore" | "revoke" | "stay";
  /** Why it stays, or what else is to be known; null for nothing. */
  readonly note: string | null;
}

const REASONS: Readonly<Record<StayReason, string>> = {
  edited: "you have changed it",
  tracked: "git tracks it: it is part of your repository",
  no_template: "it is not a template of ours",
  damaged: "its markers were changed; remove the block by hand",
  unreadable: "it cannot be read",
};

/** Everything that was found, as a list. */
export function uninstallTraces(plan: UninstallPlan): readonly Trace[] {
  const { house, workflow, agents, reports, standing } = plan;
  const others = house.predecessors.length + house.foreign.length;
  const file = (
    path: string,
    owner: Trace["owner"],
    does: Trace["does"],
    note: string | null = null,
  ): Trace => ({ path, kind: "file", owner, does, note });
  const traces: Trace[] = [
    ...house.names.map((name) => file(`${HOUSE}/${name}`, "orchestrator", "remove")),
    ...house.sessions.map((id): Trace => ({
      ...file(sessionDirectory(id), "orchestrator", "remove"),
      kind: "session",
    })),
    ...house.predecessors.map((path) => file(path, "predecessor", "stay")),
    ...house.foreign.map((path) => file(path, "you", "stay", "it is not ours")),
  ];
  if (house.gitignore === "ours") {
    traces.push(
      others === 0
        ? file(LAYOUT.gitignore, "orchestrator", "remove")
        : file(LAYOUT.gitignore, "orchestrator", "stay", "something else stays beside it"),
    );
  } else if (house.gitignore === "foreign") {
    traces.push(file(LAYOUT.gitignore, "you", "stay", "it is not ours"));
  }
  if (workflow.does === "stay") {
    traces.push(file(WORKFLOW_FILE, "you", "stay", REASONS[workflow.why]));
  } else if (workflow.does === "restore") {
    const note = "the one before init --force comes back";
    traces.push(file(WORKFLOW_FILE, "orchestrator", "restore", note));
  } else if (workflow.does === "remove") {
    traces.push(file(WORKFLOW_FILE, "orchestrator", "remove", "a template, unchanged"));
  }
  for (const fate of agents) {
    const name = fate.does === "stay" ? fate.name : fate.change.name;
    const note = fate.does === "stay" ? REASONS[fate.why] : "only our block";
    const owner = fate.does === "stay" ? "you" : "orchestrator";
    const does = fate.does === "stay" ? "stay" : "remove";
    traces.push({ path: name, kind: "block", owner, does, note });
  }
  for (const name of reports) {
    traces.push(file(name, "you", "stay", "a report that you asked for; delete it if you like"));
  }
  for (const { hash } of standing?.grants ?? []) {
    traces.push({ ...file(hash, "orchestrator", "revoke"), kind: "grant" });
  }
  for (const { name } of standing?.approvers ?? []) {
    traces.push({ ...file(name, "orchestrator", "revoke"), kind: "approver" });
  }
  return traces;
}

const KINDS: Readonly<Record<Trace["kind"], string>> = {
  file: "",
  session: "",
  block: "the block in ",
  grant: "grant ",
  approver: "approvals of ",
};

const OWNERS: Readonly<Record<Trace["owner"], string>> = {
  orchestrator: "orchestrator",
  predecessor: "predecessor",
  you: "you",
};

/** The list for people, a line each: what happens, whose it is, what it is. */
export function traceLines(traces: readonly Trace[]): readonly string[] {
  return traces.map(({ path, kind, owner, does, note }) =>
    `  ${does.padEnd(7)}  ${OWNERS[owner].padEnd(12)}  ${KINDS[kind]}${escapeLine(path)}` +
    (note === null ? "" : `  (${note})`)
  );
}
