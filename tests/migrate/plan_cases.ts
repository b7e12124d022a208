import type { PlanCircumstances } from "../support/legacy_plan.ts";
import {
  LEGACY_REPOSITORIES,
  legacyCheckpoint,
  type LegacyFiles,
  legacyLine,
  legacyLog,
  legacyState,
  SQLITE,
} from "../support/legacy_repository.ts";

/** What is expected of one repository, in the lines of `planLines`. */
export interface PlanCase extends PlanCircumstances {
  readonly files: LegacyFiles;
  readonly lines: readonly string[];
}

const MAIN = legacyLog("wf_main0001", "Add search");
const MAIN_HISTORY = "history.jsonl 647";

/** Repositories and their plans, by what is to be seen in them. */
export const PLAN_CASES: Readonly<Record<string, PlanCase>> = {
  "an empty repository": { files: { "README.md": "x" }, lines: [] },
  "a state of 1.0.0 takes its definition from workflow.yaml": {
    files: repository("L0, no definition"),
    lines: [
      `s1: L0 | wf_main0001 | - | current | ${MAIN_HISTORY}`,
      ".workflow_log.jsonl -> s1",
      ".workflow_state.json -> s1",
    ],
  },
  "the scattered layout becomes one session for each workflow": {
    files: repository("L1, scattered"),
    lines: [
      "s1: L1 | wf_main0001 | - | current | history.jsonl 847, " +
      "checkpoints/cp_20260107_033301_aaaaaa.json 3014, feedback/tool.jsonl 141",
      "s2: events-only | wf_old00001 | - | - | history.jsonl 646, " +
      "checkpoints/cp_20260106_033301_bbbbbb.json 3014, feedback/process.jsonl 111",
      "s3: events-only | wf_old00002 | - | - | history.jsonl 434",
      ".workflow_checkpoints -> s2 s1",
      ".workflow_log.jsonl -> s2 s1 s3",
      ".workflow_process_feedback.jsonl -> s2",
      ".workflow_state.json -> s1",
      ".workflow_tool_feedback.jsonl -> s1",
    ],
  },
  "sessions of the predecessor get new ids, and current follows": {
    files: repository("L3, sessions"),
    own: { current: "3ca8877d", previous: "sess001" },
    lines: [
      `s1: L3 | wf_main0001 | 3ca8877d | current | ${MAIN_HISTORY}, ` +
      "checkpoints/cp_20260114_033301_aaaaaa.json 3014",
      "s2: L3 | wf_done0001 | sess001 | - | history.jsonl 650",
      ".orchestrator/sessions/2026-01-14_00-00-00_add-search.jsonl -> " +
      ".orchestrator/transcripts/2026-01-14_00-00-00_add-search.jsonl",
      ".orchestrator/sessions/3ca8877d -> s1",
      ".orchestrator/sessions/sess001 -> s2",
    ],
  },
  "sessions of 3.0 leave the audit log, and secrets are copied": {
    files: repository("L4, sealed"),
    lines: [
      `s1: L4 | wf_main0001 | 3ca8877d | current | ${MAIN_HISTORY}`,
      ".orchestrator/audit.jsonl stays: in_use",
      ".orchestrator/sessions/3ca8877d -> s1",
      ".secrets.enc => .orchestrator/secrets/secrets.enc",
    ],
  },
  "the flat layout": {
    files: repository("flat"),
    lines: [
      `s1: flat | wf_main0001 | - | current | ${MAIN_HISTORY}, ` +
      "checkpoints/cp_20260107_033301_aaaaaa.json 3014",
      ".orchestrator/checkpoints -> s1",
      ".orchestrator/log.jsonl -> s1",
      ".orchestrator/state.json -> s1",
    ],
  },
  "another feature's registry is no workflow, and Claude's files are not even listed": {
    files: repository("registry"),
    lines: [
      ".claude/prd_state.json -> .orchestrator/prd/state.json",
      ".orchestrator.yaml stays: in_use",
      ".orchestrator/audit.jsonl stays: in_use",
      ".orchestrator/state.json stays: other_feature",
    ],
  },
  "every other kind of file": {
    files: repository("every other kind of file"),
    lines: [
      ".claude/job_queue -> .orchestrator/prd/job_queue",
      ".claude/keys/age.key.enc stays: secret",
      ".claude/patterns stays: other_feature",
      ".claude/prd_prompts -> .orchestrator/prd/prompts/prd_prompts",
      ".claude/prd_state.json -> .orchestrator/prd/state.json",
      ".claude/prompt_task-1.md -> .orchestrator/prd/prompts/prompt_task-1.md",
      ".claude/squad_sessions.json -> .orchestrator/prd/sessions.json",
      ".manus/secrets.enc => .orchestrator/secrets/manus/secrets.enc",
      ".model_registry.json -> .orchestrator/legacy/model_registry.json",
      ".orchestra.yaml -> .orchestrator/config.yaml",
      ".orchestrator/scan_state.json stays: other_feature",
      ".orchestrator/stranger.txt stays: unknown",
      ".orchestrator/v3 stays: other_feature",
      ".orchestrator/v4 stays: other_feature",
      ".review_history -> .orchestrator/reviews",
      ".secrets.enc => .orchestrator/secrets/secrets.enc",
      ".sops.yaml stays: user",
      ".wfo_logs -> .orchestrator/logs",
      ".workflow-orchestrator/keys/age.key ? plaintext_key",
      ".workflow-orchestrator/keys/age.key stays: secret",
      ".workflow_approvals.db -> .orchestrator/approvals.db",
      ".workflow_approvals.db-shm -> .orchestrator/approvals.db-shm",
      ".workflow_approvals.db-wal -> .orchestrator/approvals.db-wal",
      ".workflow_custom.txt stays: unknown",
      ".workflow_feedback.jsonl.migrated -> backup",
      ".workflow_migration_in_progress -> backup",
      ".workflow_sessions -> .orchestrator/transcripts",
      ".workflow_tool_feedback.jsonl.tmp.4711 -> backup",
      "secrets.enc.yaml => .orchestrator/secrets/sops.yaml",
      "workflow.yaml.bak stays: user",
    ],
  },
  "a root state beside sessions becomes a session of its own; an active one is current": {
    files: {
      ".workflow_state.json": legacyState({ id: "wf_root0001" }),
      ".workflow_log.jsonl": legacyLog("wf_root0001", "x") + legacyLog("wf_sess0001", "y", 2),
      ".orchestrator/sessions/aaaa1111/state.json": legacyState({
        id: "wf_sess0001",
        status: "completed",
      }),
    },
    own: { current: "aaaa1111" },
    lines: [
      "s1: L1 | wf_root0001 | - | current | history.jsonl 638",
      "s2: L3 | wf_sess0001 | aaaa1111 | - | history.jsonl 425",
      ".orchestrator/sessions/aaaa1111 -> s2",
      ".workflow_log.jsonl -> s1 s2",
      ".workflow_state.json -> s1",
    ],
  },
  "the same workflow in two places becomes two sessions, each with its own log": {
    files: {
      ".workflow_state.json": legacyState(),
      ".workflow_log.jsonl": MAIN,
      ".orchestrator/sessions/aaaa1111/state.json": legacyState({ status: "completed" }),
      ".orchestrator/sessions/aaaa1111/log.jsonl": MAIN + MAIN,
    },
    lines: [
      `s1: L1 | wf_main0001 | - | current | ${MAIN_HISTORY}`,
      "s2: L3 | wf_main0001 | aaaa1111 | - | history.jsonl 1294",
      ".orchestrator/sessions/aaaa1111 -> s2",
      ".workflow_log.jsonl -> s1",
      ".workflow_state.json -> s1",
    ],
  },
  "current stays where it names an active session of ours": {
    files: { ".workflow_state.json": legacyState() },
    own: { current: "261122-x7k2qf", currentIsActive: true },
    lines: ["s1: L1 | wf_main0001 | - | - | ", ".workflow_state.json -> s1"],
  },
  "a log without a state: its last workflow stands for the lines that name none": {
    files: {
      ".workflow_log.jsonl": `{}\n${legacyLog("wf_a", "a", 1)}${legacyLog("wf_b", "b", 1)}x\n`,
    },
    lines: [
      `s1: events-only | wf_b | - | - | history.jsonl ${3 + legacyLog("wf_b", "b", 1).length + 2}`,
      `s2: events-only | wf_a | - | - | history.jsonl ${legacyLog("wf_a", "a", 1).length}`,
      ".workflow_log.jsonl -> s1 s2",
    ],
  },
  "a log that only names no workflow": {
    files: { ".workflow_log.jsonl": `${legacyLine("", "conflict_resolved", "Resolved")}\n` },
    lines: ["s1: events-only |  | - | - | history.jsonl 191", ".workflow_log.jsonl -> s1"],
  },
  "an empty log and an empty session directory go to the backup": {
    files: { ".workflow_log.jsonl": "", ".orchestrator/sessions/aaaa1111/meta.json": "{}" },
    lines: [".orchestrator/sessions/aaaa1111 -> backup", ".workflow_log.jsonl -> backup"],
  },
  "leftovers of the old script go to the backup where their workflow is known": {
    files: {
      ".workflow_state.json.bak": legacyState(),
      ".workflow_log.jsonl.bak": MAIN,
      ".workflow_state.json.20260113_160700.bak": legacyState({ id: "wf_lost0001" }),
      ".workflow_log.jsonl.20260113_160700.bak": legacyLog("wf_lost0001", "Lost"),
      ".workflow_checkpoints.20260113_160700.bak/cp_1.json": legacyCheckpoint(
        "cp_1",
        "wf_lost0001",
      ),
    },
    own: { workflows: new Set(["wf_main0001"]) },
    lines: [
      "s1: L1 | wf_lost0001 | - | current | history.jsonl 641, checkpoints/cp_1.json 2993",
      ".workflow_checkpoints.20260113_160700.bak -> s1",
      ".workflow_log.jsonl.20260113_160700.bak -> s1",
      ".workflow_log.jsonl.bak -> backup",
      ".workflow_state.json.20260113_160700.bak -> s1",
      ".workflow_state.json.bak -> backup",
    ],
  },
  "checkpoints of a workflow that is nowhere else become a session to look at": {
    files: { ".workflow_checkpoints/cp_1.json": legacyCheckpoint("cp_1", "wf_gone0001") },
    lines: [
      "s1: events-only | wf_gone0001 | - | - | checkpoints/cp_1.json 2993",
      ".workflow_checkpoints -> s1",
    ],
  },
  "checkpoints that cannot be read or named": {
    files: {
      ".workflow_state.json": legacyState(),
      ".workflow_checkpoints/cp_1.json": "{ cut",
      ".workflow_checkpoints/ a\nb.json": legacyCheckpoint("x", "wf_main0001"),
      ".workflow_checkpoints/notes.txt": "mine",
    },
    lines: [
      "s1: L1 | wf_main0001 | - | current | checkpoints/cp_1.json 5",
      ".workflow_checkpoints -> s1",
      ".workflow_checkpoints/ a\nb.json ? invalid_id",
      ".workflow_checkpoints/cp_1.json ? checkpoint_unreadable",
      ".workflow_state.json -> s1",
    ],
  },
  "a state that is cut blocks": {
    files: { ".workflow_state.json": legacyState().slice(0, 900), ".workflow_log.jsonl": MAIN },
    lines: [
      `s1: events-only | wf_main0001 | - | - | ${MAIN_HISTORY}`,
      ".workflow_log.jsonl -> s1",
      ".workflow_state.json ! not_json",
      ".workflow_state.json -> backup",
    ],
  },
  "an old session whose state is cut keeps its events": {
    files: {
      ".orchestrator/sessions/aaaa1111/state.json": "{",
      ".orchestrator/sessions/aaaa1111/log.jsonl": MAIN,
    },
    lines: [
      `s1: events-only | wf_main0001 | aaaa1111 | - | ${MAIN_HISTORY}`,
      ".orchestrator/sessions/aaaa1111 -> s1",
      ".orchestrator/sessions/aaaa1111/state.json ? not_json",
    ],
  },
  "a session of ours that has lost its base is not the predecessor's": {
    files: {
      ".orchestrator/sessions/261122-x7k2qf/meta.json": '{"session_id": "x", "origin": "started"}',
      ".orchestrator/sessions/261122-x7k2qf/log.jsonl": MAIN,
    },
    lines: [
      ".orchestrator/sessions/261122-x7k2qf ? lost_base",
      ".orchestrator/sessions/261122-x7k2qf stays: problem",
    ],
  },
  "a root file of that name that is no workflow stays": {
    files: { ".workflow_state.json": '{"mine": true}' },
    lines: [".workflow_state.json ? not_a_workflow", ".workflow_state.json stays: problem"],
  },
  "a directory where a file belongs, and a file where a directory belongs, stay": {
    files: { ".workflow_state.json/x": "", ".workflow_checkpoints": "", ".wfo_logs": "" },
    lines: [
      ".wfo_logs ? wrong_kind",
      ".wfo_logs stays: problem",
      ".workflow_checkpoints ? wrong_kind",
      ".workflow_checkpoints stays: problem",
      ".workflow_state.json ? wrong_kind",
      ".workflow_state.json stays: problem",
    ],
  },
  "a byte order mark, CRLF, a line that is cut": {
    files: {
      ".workflow_state.json": `\ufeff${legacyState()}`,
      ".workflow_log.jsonl": `\ufeff${MAIN.replaceAll("\n", "\r\n")}{"timest`,
    },
    lines: [
      "s1: L1 | wf_main0001 | - | current | history.jsonl 661",
      ".workflow_log.jsonl -> s1",
      ".workflow_log.jsonl ? cut_line",
      ".workflow_state.json -> s1",
      ".workflow_state.json ? byte_order_mark",
    ],
  },
  "no wish takes along a link that leads out or nowhere": {
    files: {
      "data/mine": "x",
      ".workflow_inside": { link: "data/mine" },
      ".workflow_nowhere": { link: "nowhere" },
      ".workflow_outside": { link: "/etc/hostname" },
    },
    options: { include: "all" },
    lines: [
      ".workflow_inside -> .orchestrator/legacy/workflow_inside",
      ".workflow_nowhere ? link_dangling",
      ".workflow_nowhere stays: problem",
      ".workflow_outside ? link_outside",
      ".workflow_outside stays: problem",
    ],
  },
  "a link inside is followed and moved as a link, one that leads out blocks": {
    files: {
      "data/state.json": legacyState(),
      ".workflow_state.json": { link: "data/state.json" },
      ".workflow_log.jsonl": { link: "/etc/hostname" },
      ".workflow_checkpoints": { link: "nowhere" },
      ".workflow_sessions": { link: ".workflow_sessions" },
    },
    lines: [
      "s1: L1 | wf_main0001 | - | current | ",
      ".workflow_checkpoints ? link_dangling",
      ".workflow_checkpoints stays: problem",
      ".workflow_log.jsonl ! link_outside",
      ".workflow_log.jsonl stays: problem",
      ".workflow_sessions ? link_dangling",
      ".workflow_sessions stays: problem",
      ".workflow_state.json -> s1",
    ],
  },
  "the contained file of one purpose wins": {
    files: conflicts(),
    lines: [
      ".orchestra.yaml -> backup",
      ".orchestra.yaml and .orchestrator/config.yaml: new",
      ".secrets.enc and .orchestrator/secrets/secrets.enc: new",
      ".secrets.enc stays: secret",
      ".workflow_approvals.db -> backup",
      ".workflow_approvals.db and .orchestrator/approvals.db: new",
    ],
  },
  "unless the old one is to": {
    files: conflicts(),
    options: { force: "old" },
    lines: [
      ".orchestra.yaml -> .orchestrator/config.yaml",
      ".orchestra.yaml and .orchestrator/config.yaml: old",
      ".secrets.enc => .orchestrator/secrets/secrets.enc",
      ".secrets.enc and .orchestrator/secrets/secrets.enc: old",
      ".workflow_approvals.db -> .orchestrator/approvals.db",
      ".workflow_approvals.db and .orchestrator/approvals.db: old",
    ],
  },
  "a secret that is copied already is not copied again": {
    files: { ".secrets.enc": "Salted__x", ".orchestrator/secrets/secrets.enc": "Salted__x" },
    lines: [".secrets.enc stays: secret"],
  },
  "files of nobody are taken along or ignored as the user says": {
    files: { ".workflow_a": "a", ".workflow_b/x": "b", ".workflow_c": "c" },
    options: { include: new Set([".workflow_a", ".workflow_b"]), ignore: new Set([".workflow_c"]) },
    lines: [
      ".workflow_a -> .orchestrator/legacy/workflow_a",
      ".workflow_b -> .orchestrator/legacy/workflow_b",
      ".workflow_c stays: ignored",
    ],
  },
  "feedback without any workflow is kept": {
    files: { ".workflow_tool_feedback.jsonl": '{"mode": "auto"}\n' },
    lines: [".workflow_tool_feedback.jsonl -> .orchestrator/legacy/workflow_tool_feedback.jsonl"],
  },
};

function repository(name: string): LegacyFiles {
  return LEGACY_REPOSITORIES[name] ?? {};
}

function conflicts(): LegacyFiles {
  return {
    ".orchestra.yaml": "a: 1\n",
    ".orchestrator/config.yaml": "b: 2\n",
    ".workflow_approvals.db": SQLITE,
    ".orchestrator/approvals.db": SQLITE,
    ".secrets.enc": "Salted__x",
    ".orchestrator/secrets/secrets.enc": "Salted__y",
  };
}
