import assert from "node:assert/strict";
import { listArchive } from "../../src/migrate/list_archive.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import type { ForeignEntry } from "../../src/tar/read_foreign_archive.ts";

/** Files, and for names with a slash at the end directories. */
async function* entriesOf(
  names: readonly string[],
  more: Partial<ForeignEntry> = {},
): AsyncGenerator<ForeignEntry> {
  for (const name of names) {
    const kind = name.endsWith("/") ? "directory" : "file";
    const plain = name.replace(/(?<=.)\/$/, "");
    yield await Promise.resolve({
      kind,
      name: plain,
      type: "0",
      link: "",
      size: 1,
      mtime: 0,
      mode: 0o644,
      content: (async function* () {})(),
      ...more,
    });
  }
}

async function listed(...names: readonly string[]): Promise<readonly [string, readonly string[]]> {
  const { root, wanted } = await listArchive(entriesOf(names));
  return [root, [...wanted.keys()]];
}

Deno.test("the repository is found wherever it lies in the archive", async () => {
  const found = [".workflow_state.json", ".orchestrator/sessions/a/state.json"];
  for (const root of ["", "./", "repo/", "./repo/", "home/me/repo/"]) {
    const names = ["", "README.md", "src/", "src/x.ts", ...found].map((name) => root + name);
    const plain = root.replace(/^\.\//, "");
    assert.deepEqual(await listed(...names.filter((name) => name !== "")), [plain, found], root);
  }
  assert.deepEqual(await listed("._repo", "repo/.workflow_log.jsonl"), [
    "repo/",
    [".workflow_log.jsonl"],
  ]);
});

Deno.test("only what a migration could take is wanted", async () => {
  assert.deepEqual(
    await listed("a/.workflow_state.json", "b/.workflow_state.json", "README.md"),
    ["", []],
  );
  assert.deepEqual(
    await listed(
      "workflow.yaml",
      ".workflow_checkpoints/cp_1.json",
      ".git/config",
      ".claude/settings.json",
      ".orchestrator/worktrees/x/.workflow_state.json",
    ),
    ["", ["workflow.yaml", ".workflow_checkpoints/cp_1.json"]],
  );
});

Deno.test("what is wanted has to be safe, and nothing may lead out of the archive", async () => {
  const state = ".workflow_state.json";
  for (
    const names of [
      [state, "src/../../x"],
      [state, "/etc/passwd"],
      [state, state],
      [`.workflow_sessions/a\\b`, state],
      [`.workflow_sessions/\ufffd`, state],
      [".workflow_sessions", ".workflow_sessions/a"],
    ]
  ) {
    await assert.rejects(listArchive(entriesOf(names)), OrchestratorError, names.join(" "));
  }
  for (const kind of ["symlink", "other"] as const) {
    await assert.rejects(listArchive(entriesOf([state], { kind })), OrchestratorError, kind);
    await listArchive(entriesOf(["src/link"], { kind }));
  }
});
