import assert from "node:assert/strict";
import { checkedDirectory, checkedPath } from "../../src/store/checked_path.ts";
import { failureOf, makePipe, withScratch } from "../support/scratch.ts";

const LOG = ".orchestrator/sessions/a/log.jsonl";

function makeHouse(home: string): void {
  Deno.mkdirSync(`${home}/.orchestrator/sessions/a`, { recursive: true });
  Deno.writeTextFileSync(`${home}/${LOG}`, "");
}

Deno.test("a path of real directories and a regular file passes, whether the file exists or not", () =>
  withScratch((home) => {
    makeHouse(home);
    assert.deepEqual(checkedPath(home, LOG, "file"), { path: `${home}/${LOG}`, exists: true });
    const missing = ".orchestrator/other/b/log.jsonl";
    assert.deepEqual(checkedPath(home, missing, "file"), {
      path: `${home}/${missing}`,
      exists: false,
    });
  }));

for (
  const component of [".orchestrator", ".orchestrator/sessions", ".orchestrator/sessions/a", LOG]
) {
  Deno.test(`a link at ${component} is refused and named`, () =>
    withScratch(async (home) => {
      makeHouse(home);
      Deno.renameSync(`${home}/${component}`, `${home}/elsewhere`);
      Deno.symlinkSync(`${home}/elsewhere`, `${home}/${component}`);
      const facts = await failureOf("home.unsafe", () => checkedPath(home, LOG, "file"));
      assert.equal(facts.path, `${home}/${component}`);
      assert.equal(facts.found, "a link");
    }));
}

Deno.test("a dangling link is refused where a new file is expected", () =>
  withScratch(async (home) => {
    Deno.symlinkSync(`${home}/nowhere`, `${home}/file`);
    await failureOf("home.unsafe", () => checkedPath(home, "file", "file"));
  }));

Deno.test("a file is refused where a directory is expected", () =>
  withScratch(async (home) => {
    makeHouse(home);
    await failureOf("home.unsafe", () => checkedPath(home, `${LOG}/below`, "file"));
    await failureOf("home.unsafe", () => checkedPath(home, LOG, "directory"));
    await failureOf("home.unsafe", () => checkedDirectory(home, LOG));
  }));

Deno.test("a directory and a pipe are refused where a file is expected", () =>
  withScratch(async (home) => {
    makeHouse(home);
    await failureOf("home.unsafe", () => checkedPath(home, ".orchestrator/sessions", "file"));
    makePipe(`${home}/pipe`);
    const facts = await failureOf("home.unsafe", () => checkedPath(home, "pipe", "file"));
    assert.equal(facts.found, "a device or pipe");
  }));

Deno.test("missing directories are made, and none of them through a link", () =>
  withScratch(async (home) => {
    assert.equal(checkedDirectory(home, "a/b/c"), `${home}/a/b/c`);
    assert(Deno.statSync(`${home}/a/b/c`).isDirectory);
    Deno.mkdirSync(`${home}/elsewhere`);
    Deno.symlinkSync(`${home}/elsewhere`, `${home}/linked`);
    await failureOf("home.unsafe", () => checkedDirectory(home, "linked/below"));
    assert.deepEqual([...Deno.readDirSync(`${home}/elsewhere`)], []);
  }));
