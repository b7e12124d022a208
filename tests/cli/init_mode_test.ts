import assert from "node:assert/strict";
import { type Scratch, SMALL_WORKFLOW, withScratch } from "./support/scratch.ts";

const GITIGNORE = ".orchestrator/.gitignore";

/** What git would add of the house, sorted. */
function seenByGit({ tree }: Scratch): readonly string[] {
  const git = (...args: readonly string[]): string => {
    const { stdout, success, stderr } = new Deno.Command("git", {
      args: ["-C", tree, ...args],
      env: { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
    }).outputSync();
    assert.ok(success, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  };
  git("init", "-q");
  return git("ls-files", "--others", "--exclude-standard", ".orchestrator").split("\n")
    .filter(Boolean).map((name) => name.slice(".orchestrator/".length)).sort();
}

async function started(scratch: Scratch): Promise<string> {
  scratch.write("workflow.yaml", SMALL_WORKFLOW);
  const { out, err } = await scratch.run(["start", "Task", "--json"]);
  assert.notEqual(out, "", err);
  await scratch.run(["checkpoint", "-m", "Now"]);
  return JSON.parse(out).session;
}

Deno.test("init --portable lets git have sessions and identity, and nothing else of the house", async () => {
  await withScratch(async (scratch) => {
    const id = await started(scratch);
    assert.deepEqual(seenByGit(scratch), []);
    const { code, out, err } = await scratch.run(["init", "--portable"]);
    assert.equal(code, 0, err);
    assert.match(out, /^✓ Git may have of \.orchestrator\/: sessions, .*\(portable\)\n$/);
    const seen = seenByGit(scratch);
    const checkpoints = seen.filter((name) => name.includes("/checkpoints/"));
    assert.equal(checkpoints.length, 1);
    assert.deepEqual(seen.filter((name) => !checkpoints.includes(name)), [
      ".gitattributes",
      ".gitignore",
      "meta.json",
      `sessions/${id}/base.json`,
      `sessions/${id}/log.jsonl`,
      `sessions/${id}/meta.json`,
    ]);
    assert.equal(scratch.read(".orchestrator/.gitattributes"), "* -text\n");
    assert.equal(scratch.read("workflow.yaml"), SMALL_WORKFLOW);
  });
});

Deno.test("init --no-portable takes it back byte for byte, and both can be repeated", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    for (const _ of [1, 2]) {
      assert.equal((await scratch.run(["init", "--portable"])).code, 0);
      assert.equal((await scratch.run(["init", "--portable"])).code, 0);
      assert.match(scratch.read(GITIGNORE), /^# orchestrator: portable\n/);
      for (const _ of [1, 2]) assert.equal((await scratch.run(["init", "--no-portable"])).code, 0);
      assert.equal(scratch.read(GITIGNORE), "*\n");
      assert.equal(scratch.exists(".orchestrator/.gitattributes"), false);
    }
    assert.deepEqual(seenByGit(scratch), []);
  });
});

Deno.test("--share-config and --share-secrets let git have that and nothing else", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    scratch.write(".orchestrator/config.yaml", "lock:\n  timeout: 5\n");
    Deno.mkdirSync(`${scratch.tree}/.orchestrator/secrets/vault`, { recursive: true });
    scratch.write(".orchestrator/secrets/vault/vault.json", "{}\n");
    scratch.write(".orchestrator/secrets/sops.yaml", "sops: {}\n");
    await scratch.run(["init", "--share-config"]);
    assert.deepEqual(seenByGit(scratch), [".gitignore", "config.yaml"]);
    await scratch.run(["init", "--share-secrets"]);
    assert.deepEqual(seenByGit(scratch), [
      ".gitignore",
      "config.yaml",
      "secrets/vault/vault.json",
    ]);
    await scratch.run(["init", "--portable"]);
    assert.ok(seenByGit(scratch).includes("secrets/vault/vault.json"), "what is shared stays so");
    await scratch.run(["init", "--no-portable", "--share-config"]);
    assert.deepEqual(seenByGit(scratch), [".gitignore", "config.yaml"]);
  });
});

Deno.test("a fresh directory is made portable and gets its workflow in one go", async () => {
  await withScratch(async (scratch) => {
    const { code, out } = await scratch.run(["init", "--portable", "--json"]);
    assert.equal(code, 0);
    const { does, git } = JSON.parse(out);
    assert.equal(does, "write");
    assert.deepEqual(git, { portable: true, config: false, secrets: false });
    assert.ok(scratch.exists("workflow.yaml"));
    assert.deepEqual(seenByGit(scratch).filter((name) => name.startsWith("templates")), [
      "templates/default-1.0.0.yaml",
    ]);
  });
});

Deno.test("a .gitignore that is not ours is kept, and the command out of the way is named", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    scratch.write(GITIGNORE, "tmp\n");
    const { code, err } = await scratch.run(["init", "--portable"]);
    assert.equal(code, 1);
    assert.match(err, /is not one of ours/);
    const [, fix = ""] = /fix: (mv .*)/.exec(err) ?? [];
    assert.equal(scratch.read(GITIGNORE), "tmp\n");
    assert.ok(new Deno.Command("sh", { args: ["-c", fix] }).outputSync().success);
    assert.equal((await scratch.run(["init", "--portable"])).code, 0);
  });
});

Deno.test("a line of the tree's .gitignore that hides the house all the same is pointed out", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    scratch.write(".gitignore", "node_modules/\n.orchestrator/sessions/\n");
    const { err } = await scratch.run(["init", "--portable"]);
    assert.match(err, /"\.orchestrator\/sessions\/" in \.gitignore hides/);
  });
});

Deno.test("init --dry-run lists every file that would be made or changed, and touches none", async () => {
  await withScratch(async (scratch) => {
    const fresh = await scratch.run(["init", "--portable", "--dry-run", "--json"]);
    assert.deepEqual(JSON.parse(fresh.out).files, [
      { path: ".orchestrator", does: "make" },
      { path: ".orchestrator/.gitignore", does: "make" },
      { path: ".orchestrator/meta.json", does: "make" },
      { path: ".orchestrator/templates/default-1.0.0.yaml", does: "make" },
      { path: "workflow.yaml", does: "make" },
      { path: ".orchestrator/.gitattributes", does: "make" },
    ]);
    assert.equal(scratch.exists(".orchestrator"), false);
    await started(scratch);
    const later = await scratch.run(["init", "--portable", "--dry-run", "--json"]);
    assert.deepEqual(JSON.parse(later.out).files, [
      { path: ".orchestrator/.gitignore", does: "replace" },
      { path: ".orchestrator/.gitattributes", does: "make" },
    ]);
    assert.equal(scratch.read(GITIGNORE), "*\n");
  });
});

Deno.test("opposite flags are refused", async () => {
  await withScratch(async (scratch) => {
    assert.equal((await scratch.run(["init", "--portable", "--no-portable"])).code, 2);
    assert.equal((await scratch.run(["init", "--portable", "--agents-md"])).code, 2);
  });
});

Deno.test("whatever git may have of the house, uninstall leaves nothing of it", async () => {
  for (const flags of [["--portable", "--share-secrets"], ["--share-config"]]) {
    await withScratch(async (scratch) => {
      await started(scratch);
      await scratch.run(["init", ...flags]);
      assert.equal((await scratch.run(["uninstall", "--no-export", "--yes"])).code, 0);
      assert.equal(scratch.exists(".orchestrator"), false, flags.join(" "));
    });
  }
});
