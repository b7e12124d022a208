import assert from "node:assert/strict";
import { EXIT } from "../../src/cli/exit_code.ts";
import { readTree } from "../support/file_tree.ts";
import { jsonOf, listAt, textAt } from "../support/json.ts";
import { LEGACY_REPOSITORIES, writeLegacy } from "../support/legacy_repository.ts";
import { beside, makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

/** Where the other repository is made: deep, so that ustar needs its prefix and gnu its long names. */
const DEEP = `${"a long name of a directory ".repeat(3).trim()}/repository`;

/** A repository, and beside it, in `other/`, one of the predecessor. */
function besideLegacy(): RepositoryFixture {
  const repository = makeRepository();
  const files = LEGACY_REPOSITORIES["L1, scattered"];
  assert.ok(files !== undefined);
  writeLegacy(`${repository.base}/other/${DEEP}`, files);
  writeLegacy(`${repository.base}/other/${DEEP}`, {
    "src/main.ts": "x",
    "src/link": { link: "/" },
  });
  return repository;
}

function tar({ base, env }: RepositoryFixture, ...args: readonly string[]): void {
  const { code, stderr } = new Deno.Command("tar", {
    args: ["-C", `${base}/other`, ...args],
    env: { ...env },
    stdin: "null",
  }).outputSync();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
}

Deno.test("an archive is taken over in every format of tar, like the directory in it", async () => {
  using first = besideLegacy();
  const direct = await first.json(["import-legacy", `${first.base}/other/${DEEP}`]);
  const wanted = listAt(direct, "sessions").map((one) => textAt(one, "workflow_id")).toSorted();
  for (
    const [name, ...flags] of [
      ["gnu.tar", "--format=gnu"],
      ["ustar.tar", "--format=ustar"],
      ["pax.tar", "--format=pax"],
      ["packed.tar.gz", "-z"],
      ["packed.tar.zst", "--zstd"],
    ] as const
  ) {
    using repository = besideLegacy();
    const archive = `${repository.base}/${name}`;
    tar(repository, "-cf", archive, ...flags, name === "pax.tar" ? "." : DEEP.split("/")[0] ?? "");
    const dry = await repository.json(["import-legacy", archive, "--dry-run"]);
    assert.equal(textAt(dry, "root"), archive);
    assert.equal(repository.exists(".orchestrator"), false, name);
    const report = await repository.json(["import-legacy", archive]);
    const found = listAt(report, "sessions").map((one) => textAt(one, "workflow_id")).toSorted();
    assert.deepEqual(found, wanted, name);
    assert.equal(textAt(report, "imported_from"), archive);
    assert.equal(textAt(await repository.json(["status"]), "task"), "Add über-search");
    assert.deepEqual(
      readTree(repository.at(".orchestrator/tmp")),
      readTree(first.at(".orchestrator/tmp")),
    );
    assert.match((await repository.done(["import-legacy", archive])).stdout, /Nothing to import/);
  }
});

Deno.test("an archive that is cut off, hostile or of something else is refused by name", async () => {
  using repository = besideLegacy();
  const { base } = repository;
  const legacy = `${base}/other/${DEEP}`;
  const archive = `${base}/a.tar`;
  async function refused(problem: RegExp): Promise<void> {
    const run = await repository.run(["import-legacy", archive, "--json"]);
    assert.equal(run.code, EXIT.data, run.stdout);
    assert.equal(textAt(jsonOf(run), "error", "code"), "archive.refused");
    assert.match(textAt(jsonOf(run), "error", "message"), problem);
    assert.equal(repository.exists(".orchestrator"), false);
    assert.deepEqual([...Deno.readDirSync(`${base}/tmp`)], []);
  }
  for (const compress of [[], ["-z"], ["--zstd"]]) {
    tar(repository, "-cf", archive, ...compress, ".");
    Deno.truncateSync(archive, Math.floor(Deno.statSync(archive).size / 2));
    await refused(/is cut off/);
  }
  tar(repository, "-cPf", archive, "--transform", "s,^.*_log,../../_log,", ".");
  await refused(/"\.\.\/\.\.\/_log\.jsonl" in it/);
  tar(repository, "-cPf", archive, "--transform", "s,^,/,", DEEP);
  await refused(/is absolute/);
  Deno.renameSync(`${legacy}/.workflow_state.json`, `${legacy}/real.json`);
  Deno.symlinkSync("real.json", `${legacy}/.workflow_state.json`);
  tar(repository, "-cf", archive, ".");
  await refused(/"\.workflow_state\.json" in it is neither a file nor a directory/);
  Deno.writeTextFileSync(archive, "no archive\n".repeat(100));
  await refused(/is damaged, or is no tar/);
});

Deno.test("an archive without anything of the predecessor changes nothing", async () => {
  using repository = makeRepository();
  Deno.mkdirSync(`${repository.base}/other`);
  Deno.writeTextFileSync(`${repository.base}/other/README.md`, "x");
  tar(repository, "-cf", `${repository.base}/a.tar`, ".");
  const run = await repository.done(["import-legacy", "../a.tar"]);
  assert.match(run.stdout, /Nothing to import/);
  assert.equal(repository.exists(".orchestrator"), false);
});

Deno.test("files of the predecessor in a linked worktree become sessions of that worktree", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  repository.git("add", "workflow.yaml");
  repository.git("commit", "--quiet", "--message", "Begin");
  await repository.done(["start", "Mine"]);
  const current = textAt(await repository.json(["status"]), "session");
  const tree = `${repository.base}/tree`;
  repository.git("worktree", "add", "--quiet", "-b", "side", tree);
  const files = LEGACY_REPOSITORIES["L1, scattered"];
  assert.ok(files !== undefined);
  writeLegacy(tree, files);
  const inTree = beside(repository, tree);
  const before = await inTree.done(["status"]);
  assert.match(before.stderr, /orchestrator import-legacy \S+\/tree takes it over/);
  const stopped = await inTree.run(["start", "Another"]);
  assert.equal(stopped.code, EXIT.refused, stopped.stderr);
  assert.match(stopped.stderr, /fix: orchestrator import-legacy \S+\/tree$/m);
  await inTree.done(["import-legacy", "."]);
  const { task } = await inTree.json(["status"]) as { readonly task: string };
  assert.equal(task, "Add über-search");
  await inTree.done(["approve-item", "sign"]);
  assert.equal(textAt(await repository.json(["status"]), "session"), current);
  assert.equal(Deno.lstatSync(`${tree}/.workflow_state.json`).isFile, true);
});
