import assert from "node:assert/strict";
import { SMALL_WORKFLOW, withScratch } from "../cli/support/scratch.ts";
import {
  LEGACY_REPOSITORIES,
  type LegacyFiles,
  legacyLog,
  legacyState,
  TASK_REGISTRY,
  writeLegacy,
} from "../support/legacy_repository.ts";

/** What `doctor` says of what the predecessor left, and how it ends. */
interface Case {
  readonly files: LegacyFiles;
  /** A session of ours is started before the files are written. */
  readonly ours?: true;
  readonly code: 0 | 1;
  readonly says: readonly RegExp[];
}

const CASES: Readonly<Record<string, Case>> = {
  "nothing": { files: {}, code: 0, says: [/✓ Nothing of the predecessor is here/] },
  "what another feature of it left": {
    files: { ".orchestrator/state.json": TASK_REGISTRY, ".orchestrator/audit.jsonl": "{}\n" },
    code: 0,
    says: [/✓ Nothing of the predecessor is here/],
  },
  "an active workflow": {
    files: LEGACY_REPOSITORIES["L1, scattered"] ?? {},
    code: 0,
    says: [
      /- The predecessor has a workflow in progress: \.workflow_state\.json\n {2}fix: orchestrator migrate --dry-run\n/,
    ],
  },
  "an active workflow beside a session of ours": {
    files: {
      ".workflow_state.json": legacyState(),
      ".workflow_log.jsonl": legacyLog("wf_main0001", "x"),
    },
    ours: true,
    code: 1,
    says: [
      /✗ The predecessor has a workflow in progress beside sessions of ours: \.workflow_state/,
    ],
  },
  "what a finished workflow and the old script left": {
    files: {
      ".workflow_state.json": legacyState({ status: "completed" }),
      ".workflow_log.jsonl.bak": "",
      ".workflow_migration_in_progress": "",
    },
    code: 0,
    says: [
      /- The predecessor was interrupted while it split its feedback: \.workflow_migration_in/,
      /- Files of the predecessor can be moved: \.workflow_log\.jsonl\.bak, \.workflow_migration_in_progress, \.workflow_state\.json\n/,
    ],
  },
  "files of nobody, apart from those that are ignored": {
    files: {
      ".workflow_mine": "",
      ".workflow_ignored": "",
      ".orchestrator/stranger": "",
      ".orchestrator/migrations/ignored.json": '[".workflow_ignored"]',
    },
    ours: true,
    code: 0,
    says: [/- Nobody that is known here owns \.workflow_mine, \.orchestrator\/stranger\n/],
  },
  "workflows deeper in the tree": {
    files: {
      "packages/web/.workflow_state.json": legacyState(),
      "tools/.orchestrator/sessions/3ca8877d/state.json": legacyState(),
      "node_modules/x/.workflow_state.json": legacyState(),
      "a/b/c/d/e/.workflow_state.json": legacyState(),
    },
    ours: true,
    code: 0,
    says: [
      /- Below are workflows of the predecessor: \S+\/packages\/web, \S+\/tools\n {2}fix: orchestrator migrate --dry-run --root \S+\/packages\/web\n/,
    ],
  },
};

Deno.test("doctor finds nothing wrong where a migration was taken back, and says what is in progress", () =>
  withScratch(async ({ run, tree }) => {
    writeLegacy(tree, LEGACY_REPOSITORIES["L1, scattered"] ?? {});
    await run(["migrate"]);
    await run(["migrate", "--rollback"]);
    const { code, out } = await run(["doctor", "--only", "legacy"]);
    assert.equal(code, 0, out);
    assert.match(out, /- The predecessor has a workflow in progress: \.workflow_state\.json\n/);
  }));

for (const [name, { files, ours, code, says }] of Object.entries(CASES)) {
  Deno.test(`doctor on the predecessor: ${name}`, () =>
    withScratch(async ({ run, write, tree }) => {
      if (ours) {
        write("workflow.yaml", SMALL_WORKFLOW);
        await run(["start", "Ours"]);
      }
      writeLegacy(tree, files);
      const result = await run(["doctor"]);
      for (const pattern of says) assert.match(result.out, pattern);
      assert.equal(result.code, code, result.out);
      const { findings } = JSON.parse((await run(["doctor", "--json"])).out);
      const legacy = findings.filter(({ id }: { id: string }) => id === "legacy");
      assert.equal(legacy.length, says.length);
    }));
}
