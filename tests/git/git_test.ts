import assert from "node:assert/strict";
import { runGit } from "../../src/git/git.ts";
import { withDirectory, writeProgram } from "../process/temporary.ts";
import { commitFile, git, GIT_ENVIRONMENT, makeRepository } from "./repository.ts";

const ignore = Deno.build.os === "windows";

function placeAt(tree: string): { home: string; tree: string; boundary: string } {
  return { home: tree, tree, boundary: tree };
}

Deno.test({
  name: "nothing that the repository's configuration names runs, not even for a refreshed index",
  ignore,
  fn: () =>
    withDirectory(async (base) => {
      const repo = `${base}/repo`;
      makeRepository(repo);
      commitFile(repo, "a", "text");
      const canary = `${base}/canary`;
      writeProgram(`${repo}/evil`, `#!/bin/sh\ntouch ${canary}\n`);
      Deno.mkdirSync(`${repo}/hooks`);
      writeProgram(`${repo}/hooks/post-index-change`, `#!/bin/sh\ntouch ${canary}\n`);
      for (const key of ["core.fsmonitor", "core.pager", "diff.external", "pager.rev-list"]) {
        git(repo, ["config", key, `${repo}/evil`]);
      }
      git(repo, ["config", "core.hooksPath", `${repo}/hooks`]);
      git(repo, ["status"]);
      assert.ok(Deno.statSync(canary).isFile, "the bait works on git as users run it");
      Deno.removeSync(canary);

      Deno.writeTextFileSync(`${repo}/a`, "changed");
      for (
        const args of [["rev-list", "HEAD"], ["status"], ["diff"], ["update-index", "--refresh"]]
      ) {
        await runGit(placeAt(repo), args, GIT_ENVIRONMENT);
        assert.throws(() => Deno.statSync(canary), Deno.errors.NotFound, args.join(" "));
      }
    }),
});

Deno.test({
  name: "a git inside home or tree is never started, and no git at all is a value",
  ignore,
  fn: () =>
    withDirectory(async (base) => {
      makeRepository(`${base}/repo`);
      Deno.mkdirSync(`${base}/repo/bin`);
      writeProgram(`${base}/repo/bin/git`, `#!/bin/sh\ntouch ${base}/canary\n`);
      const inside = { ...GIT_ENVIRONMENT, PATH: `${base}/repo/bin:bin` };
      const result = await runGit(placeAt(`${base}/repo`), ["rev-parse", "HEAD"], inside);
      assert.deepEqual(result, { kind: "missing" });
      assert.throws(() => Deno.statSync(`${base}/canary`), Deno.errors.NotFound);
      const without = await runGit(placeAt(`${base}/repo`), ["rev-parse"], {});
      assert.deepEqual(without, { kind: "missing" });
    }),
});

Deno.test({
  name: "variables that point git elsewhere do not reach it",
  ignore,
  fn: () =>
    withDirectory(async (base) => {
      makeRepository(`${base}/repo`, "one");
      makeRepository(`${base}/other`, "two");
      const head = git(`${base}/repo`, ["rev-parse", "HEAD"]);
      const env = {
        ...GIT_ENVIRONMENT,
        GIT_DIR: `${base}/other/.git`,
        GIT_WORK_TREE: `${base}/other`,
        GIT_CONFIG_COUNT: "1",
        GIT_CONFIG_KEY_0: "alias.x",
        GIT_CONFIG_VALUE_0: "y",
      };
      const result = await runGit(placeAt(`${base}/repo`), ["rev-parse", "HEAD"], env);
      assert.equal(result.kind === "done" && result.stdout.trim(), head);
      const config = await runGit(placeAt(`${base}/repo`), ["config", "alias.x"], env);
      assert.equal(config.kind === "done" && config.exitCode, 1);
    }),
});

Deno.test({
  name: "git does not look for a repository above the boundary",
  ignore,
  fn: () =>
    withDirectory(async (base) => {
      makeRepository(base);
      Deno.mkdirSync(`${base}/inner/.git`, { recursive: true });
      const result = await runGit(placeAt(`${base}/inner`), ["rev-parse", "HEAD"], GIT_ENVIRONMENT);
      assert.equal(result.kind === "done" && result.exitCode, 128);
    }),
});
