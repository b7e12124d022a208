import { createHash } from "node:crypto";
import { dirname, join } from "node:path";

/** Files of a repository of the predecessor: contents by path; `{ link }` makes a symbolic link. */
export type LegacyFiles = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

/** Writes files below a directory, and the directories above them. */
export function writeLegacy(root: string, files: LegacyFiles): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path);
    Deno.mkdirSync(dirname(target), { recursive: true });
    if (typeof content === "string") Deno.writeTextFileSync(target, content);
    else if (content instanceof Uint8Array) Deno.writeFileSync(target, content);
    else Deno.symlinkSync(content.link, target);
  }
}

/** The definition that the states below pin: two phases, no commands. */
export const LEGACY_DEFINITION = `{
    "name": "Legacy Workflow",
    "version": "2.1",
    "description": null,
    "phases": [
      {
        "id": "PLAN",
        "name": "Planning",
        "description": "Think",
        "items": [
          {"id": "look", "name": "Look around", "required": true, "skippable": true},
          {"id": "10", "name": "An id that is a number", "required": false}
        ],
        "exit_gate": null
      },
      {
        "id": "EXECUTE",
        "name": "Executing",
        "description": null,
        "items": [
          {"id": "write", "name": "Write it", "required": true, "verification": {"type": "none"}},
          {"id": "sign", "name": "Sign it", "verification": {"type": "manual_gate"}}
        ]
      }
    ],
    "settings": {"test_command": "true"}
  }`;

/** The same definition as the `workflow.yaml` of a user. */
export const LEGACY_WORKFLOW_YAML = `name: Legacy Workflow
version: "2.1"
phases:
  - id: PLAN
    name: Planning
    items:
      - { id: look, name: Look around }
      - { id: "10", name: An id that is a number, required: false }
  - id: EXECUTE
    name: Executing
    items:
      - { id: write, name: Write it }
      - { id: sign, name: Sign it, verification: { type: manual_gate } }
`;

/** What varies between states. */
export interface StateShape {
  readonly id?: string;
  readonly status?: "active" | "completed" | "abandoned";
  readonly task?: string;
  /** JSON text, or null for a state of 1.0.0, which has no such key. */
  readonly definition?: string | null;
  readonly updated?: string;
  /** More members, as JSON text that begins with a comma. */
  readonly more?: string;
}

/**
 * Text of a state as the predecessor writes it, active in EXECUTE: a time without a fraction, one with
 * an offset, floats with and without need of a point, characters of every kind, keys nobody knows.
 */
export function legacyState(shape: StateShape = {}): string {
  const { id = "wf_main0001", status = "active", task = "Add \\u00fcber-search" } = shape;
  const { definition = LEGACY_DEFINITION, updated = "2026-01-07T03:39:21.927956Z" } = shape;
  const pinned = definition === null
    ? ""
    : `,\n  "workflow_definition": ${definition},\n  "constraints": ["Keep the API", "No ☃"]`;
  return `{
  "workflow_id": "${id}",
  "workflow_type": "Legacy Workflow",
  "workflow_version": "2.1",
  "task_description": "${task}",
  "project": null,
  "status": "${status}",
  "current_phase_id": "EXECUTE",
  "phases": {
    "PLAN": {
      "id": "PLAN",
      "status": "completed",
      "started_at": "2026-01-07T03:31:52Z",
      "completed_at": "2026-01-07T05:31:58.500000+02:00",
      "items": {
        "look": {
          "id": "look", "status": "completed", "started_at": null,
          "completed_at": "2026-01-07T03:31:55.123456Z", "skipped_at": null, "skip_reason": null,
          "notes": "Zeile eins\\nZeile zwei \\ud83d\\ude00 \\"quoted\\"", "verification_result": null,
          "retry_count": 0, "files_modified": ["a.py", "b\\n.py"], "unknown_item_key": [1.0, 1e-05]
        },
        "10": {
          "id": "10", "status": "skipped", "skipped_at": "2026-01-07T03:31:56.000001Z",
          "skip_reason": "Not needed for a search", "notes": null
        }
      }
    },
    "EXECUTE": {
      "id": "EXECUTE",
      "status": "active",
      "started_at": "2026-01-07T03:31:58.500000Z",
      "completed_at": null,
      "items": {
        "write": {
          "id": "write", "status": "failed", "notes": null, "retry_count": 2,
          "gate_result": {"success": false, "exit_code": 3, "stdout": "", "duration_seconds": 1.0}
        },
        "sign": {"id": "sign", "status": "pending"}
      }
    }
  },
  "created_at": "2026-01-07T03:31:52.885273Z",
  "updated_at": "${updated}",
  "completed_at": ${status === "completed" ? '"2026-01-07T04:00:00Z"' : "null"},
  "metadata": {
    "workflow_yaml_path": "/home/somebody/elsewhere/workflow.yaml",
    "workflow_yaml_checksum": "${
    createHash("sha256").update(LEGACY_WORKFLOW_YAML).digest("hex").slice(0, 16)
  }",
    "phase_PLAN_approved": true
  }${pinned},
  "unknown_key": {"keep": ["me", 10.50, 1E5]}${shape.more ?? ""}
}`;
}

/** One line of a log as the predecessor writes it, without line end. */
export function legacyLine(
  workflow: string,
  type: string,
  message: string,
  at = "2026-01-07T03:32:00.000000Z",
): string {
  return `{"timestamp": "${at}", "event_type": "${type}", "workflow_id": "${workflow}", ` +
    `"phase_id": null, "item_id": null, "message": ${JSON.stringify(message)}, "details": {}, ` +
    `"actor": "system"}`;
}

/** Lines of one workflow from its start on, each with its line end. */
export function legacyLog(workflow: string, task: string, count = 3): string {
  const lines = [legacyLine(workflow, "workflow_started", `Started workflow: ${task}`)];
  for (let i = 1; i < count; i++) {
    lines.push(legacyLine(workflow, "item_completed", `Completed item: item_${i}`));
  }
  return lines.map((line) => `${line}\n`).join("");
}

/** A checkpoint file of the predecessor. */
export function legacyCheckpoint(id: string, workflow: string): string {
  return `{
  "checkpoint_id": "${id}",
  "workflow_id": "${workflow}",
  "phase_id": "EXECUTE",
  "item_id": null,
  "timestamp": "2026-01-07T03:33:01.819856+00:00",
  "message": "Half way",
  "context_summary": "Task: it; Current Phase: EXECUTE; Progress: 1/4 items completed",
  "key_decisions": ["Use an index"],
  "file_manifest": ["a.py"],
  "workflow_state_snapshot": ${legacyState({ id: workflow })}
}`;
}

/** A state of 3.0 with a checksum that fits, by the last way to compute it, or one that does not. */
export function sealedState(shape: StateShape = {}, checksum = SEALED_CHECKSUM): string {
  const more = `,\n  "_version": "3.0",\n  "_updated_at": "2026-01-18T00:00:00+00:00",\n` +
    `  "_checksum": "${checksum}"`;
  return legacyState({ ...shape, more });
}

/** Of the default shape; computed with Python's `json.dumps(sort_keys=True)` and SHA-256. */
const SEALED_CHECKSUM = "83e7c9bf841aac45bf1f132b361b3d8b";

/** A database file, as far as its first bytes tell. */
export const SQLITE = new TextEncoder().encode("SQLite format 3\0the rest of a database");

/** Another feature's registry of tasks, which is no workflow. */
export const TASK_REGISTRY = `{
  "tasks": {"task-1": {"agent_id": "a", "phase": "PLAN", "claimed_at": null, "transitions": []}},
  "dependencies": {},
  "completed": [],
  "blockers": []
}
`;

/** Repositories of every era, by name. */
export const LEGACY_REPOSITORIES: Readonly<Record<string, LegacyFiles>> = {
  "L0, no definition": {
    ".workflow_state.json": legacyState({ definition: null }),
    ".workflow_log.jsonl": legacyLog("wf_main0001", "Add search"),
    "workflow.yaml": LEGACY_WORKFLOW_YAML,
  },
  "L1, scattered": {
    ".workflow_state.json": legacyState(),
    ".workflow_log.jsonl": [
      legacyLog("wf_old00001", "The first"),
      "not json\n",
      legacyLog("wf_old00002", "The second", 2),
      legacyLog("wf_main0001", "Add search"),
      `${legacyLine("", "conflict_resolved", "Resolved")}\n`,
    ].join(""),
    ".workflow_checkpoints/cp_20260107_033301_aaaaaa.json": legacyCheckpoint(
      "cp_20260107_033301_aaaaaa",
      "wf_main0001",
    ),
    ".workflow_checkpoints/cp_20260106_033301_bbbbbb.json": legacyCheckpoint(
      "cp_20260106_033301_bbbbbb",
      "wf_old00001",
    ),
    ".workflow_tool_feedback.jsonl":
      '{"timestamp": "2026-01-07T00:00:00+00:00", "mode": "auto", "workflow_id_hash": "b0aaee280a5599b2", "synced_at": "2026-01-08T00:00:00+00:00"}\n',
    ".workflow_process_feedback.jsonl":
      '{"timestamp": "2026-01-07T00:00:00+00:00", "workflow_id": "wf_old00001", "task": "The first", "learnings": ""}\n',
    ".gitignore": "node_modules\n.workflow_state.json\n/.workflow_log.jsonl\n.secrets.enc\n",
  },
  "L1, completed": {
    ".workflow_state.json": legacyState({ status: "completed" }),
    ".workflow_log.jsonl": legacyLog("wf_main0001", "Add search"),
  },
  "L3, sessions": {
    ".orchestrator/.gitignore": "*\n",
    ".orchestrator/current": "3ca8877d",
    ".orchestrator/sessions/3ca8877d/meta.json":
      '{\n  "session_id": "3ca8877d",\n  "created_at": "2026-01-14T12:30:36.454648",\n  "repo_root": "."\n}',
    ".orchestrator/sessions/3ca8877d/state.json": legacyState(),
    ".orchestrator/sessions/3ca8877d/log.jsonl": legacyLog("wf_main0001", "Add search"),
    ".orchestrator/sessions/3ca8877d/checkpoints/cp_20260114_033301_aaaaaa.json": legacyCheckpoint(
      "cp_20260114_033301_aaaaaa",
      "wf_main0001",
    ),
    ".orchestrator/sessions/sess001/state.json": legacyState({
      id: "wf_done0001",
      status: "completed",
    }),
    ".orchestrator/sessions/sess001/log.jsonl": legacyLog("wf_done0001", "Done long ago"),
    ".orchestrator/sessions/2026-01-14_00-00-00_add-search.jsonl":
      '{"timestamp": "2026-01-14T00:00:00", "type": "command", "data": {}}\n',
  },
  "L4, sealed": {
    ".orchestrator/current": "3ca8877d\n",
    ".orchestrator/sessions/3ca8877d/state.json": sealedState(),
    ".orchestrator/sessions/3ca8877d/log.jsonl": legacyLog("wf_main0001", "Add search"),
    ".orchestrator/audit.jsonl": '{"timestamp": "2026-01-16T00:00:00+00:00", "event": "x"}\n',
    ".secrets.enc": new TextEncoder().encode("Salted__12345678abcdefgh"),
  },
  "flat": {
    ".orchestrator/state.json": legacyState(),
    ".orchestrator/log.jsonl": legacyLog("wf_main0001", "Add search"),
    ".orchestrator/checkpoints/cp_20260107_033301_aaaaaa.json": legacyCheckpoint(
      "cp_20260107_033301_aaaaaa",
      "wf_main0001",
    ),
  },
  "every other kind of file": {
    ".workflow_sessions/2026-01-10_00-00-00_x.jsonl": '{"timestamp": "2026-01-10T00:00:00"}\n',
    ".workflow_feedback.jsonl.migrated": "{}\n",
    ".workflow_tool_feedback.jsonl.tmp.4711": "{}\n",
    ".workflow_migration_in_progress": "",
    ".workflow_approvals.db": SQLITE,
    ".workflow_approvals.db-wal": "wal",
    ".workflow_approvals.db-shm": "shm",
    ".orchestra.yaml": "test_command: make\n",
    ".secrets.enc": new TextEncoder().encode("Salted__12345678abcdefgh"),
    "secrets.enc.yaml": "gemini_api_key: ENC[x]\nsops:\n  version: 3.9.4\n",
    ".sops.yaml": "creation_rules: []\n",
    ".manus/secrets.enc": new TextEncoder().encode("Salted__87654321abcdefgh"),
    ".workflow-orchestrator/keys/age.key": "AGE-SECRET-KEY-1\n",
    ".claude/keys/age.key.enc": new TextEncoder().encode("Salted__"),
    ".wfo_logs/build-it.log": "output\n",
    ".review_history/review_20260107_000000.json": "{}",
    ".model_registry.json": '{"last_updated": "x", "models": {}}',
    ".claude/prd_state.json": '{"prd_id": "p", "tasks": []}',
    ".claude/job_queue/pending/job1.json": "{}",
    ".claude/prd_prompts/job1.md": "Do it\n",
    ".claude/prompt_task-1.md": "Do it\n",
    ".claude/squad_sessions.json": "{}",
    ".claude/patterns/index.json": "{}",
    ".claude/settings.json": "{}",
    ".claude/plans/mine.md": "Mine\n",
    ".workflow_custom.txt": "somebody's\n",
    "workflow.yaml.bak": "name: Old\n",
    ".orchestrator/v3/state.json": "{}",
    ".orchestrator/v4/state_x.json": "{}",
    ".orchestrator/scan_state.json": "{}",
    ".orchestrator/stranger.txt": "whose?\n",
  },
  "registry": {
    ".orchestrator/state.json": TASK_REGISTRY,
    ".orchestrator/audit.jsonl": '{"timestamp": "x", "task_id": "t", "tool_name": "n"}\n',
    ".orchestrator.yaml": 'test_command: "true"\n',
    ".claude/prd_state.json": '{"prd_id": "p", "tasks": []}',
    ".claude/settings.json": "{}",
  },
};
