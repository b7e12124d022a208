import assert from "node:assert/strict";
import { replaceFile } from "../../src/store/replace_file.ts";
import { replaceWithPrefix } from "../../src/store/replace_with_prefix.ts";
import { leaveRewriteMark, leaveSuspectMark } from "../../src/store/replace_with_prefix.ts";
import { runScriptWithFileLimit } from "../support/child.ts";
import { bytesOf, failureOf, pathsBelow, withScratch } from "../support/scratch.ts";

const CHILD = new URL("store_child.ts", import.meta.url);

Deno.test("a file is replaced by a new one and nothing is left in the staging area", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/file`, "old");
    const { ino } = Deno.statSync(`${home}/file`);
    replaceFile(home, "tmp", "file", bytesOf("new"), 0o600);
    assert.equal(Deno.readTextFileSync(`${home}/file`), "new");
    const info = Deno.statSync(`${home}/file`);
    assert.notEqual(info.ino, ino);
    assert.equal((info.mode ?? 0) & 0o777, 0o600);
    assert.deepEqual(pathsBelow(home), ["file", "tmp/"]);
  }));

Deno.test("a full disk leaves the old file and nothing in the staging area", () =>
  withScratch(async (home) => {
    Deno.writeTextFileSync(`${home}/file`, "old");
    const { code, stdout } = await runScriptWithFileLimit(64, CHILD, [
      "replace",
      home,
      "0123456789",
      "100000",
    ]);
    assert.equal(code, 74);
    assert.equal(JSON.parse(stdout).code, "io");
    assert.equal(Deno.readTextFileSync(`${home}/file`), "old");
    assert.deepEqual(pathsBelow(home), ["file", "tmp/"]);
  }));

Deno.test("a file is not replaced through a linked directory or staged through one", () =>
  withScratch(async (home) => {
    Deno.mkdirSync(`${home}/elsewhere`);
    Deno.symlinkSync(`${home}/elsewhere`, `${home}/linked`);
    await failureOf("home.unsafe", () => replaceFile(home, "tmp", "linked/file", bytesOf("x")));
    await failureOf("home.unsafe", () => replaceFile(home, "linked", "file", bytesOf("x")));
    assert.deepEqual(pathsBelow(home), ["elsewhere/", "linked@"]);
  }));

Deno.test("a file whose sync failed is replaced by a new one with its first bytes", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/log`, "counts|does not");
    const { ino } = Deno.statSync(`${home}/log`);
    replaceWithPrefix(home, "tmp", "log", 7);
    assert.equal(Deno.readTextFileSync(`${home}/log`), "counts|");
    assert.notEqual(Deno.statSync(`${home}/log`).ino, ino);
  }));

Deno.test("a mark says how many bytes count, and the first mark stays", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/log`, "0123456789");
    leaveSuspectMark(home, "suspect", "log", 4);
    leaveSuspectMark(home, "suspect", "log", 9);
    assert.equal(Deno.readTextFileSync(`${home}/suspect`), "4\n");
    assert.equal(Deno.readTextFileSync(`${home}/log`), "0123456789");
  }));

Deno.test("where no mark can be made, the bytes that do not count are cut off", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/log`, "0123456789");
    leaveSuspectMark(home, "missing/suspect", "log", 4);
    assert.equal(Deno.readTextFileSync(`${home}/log`), "0123");
  }));

Deno.test("a mark that all bytes count is made once, and where it cannot be nothing is cut off", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/log`, "0123456789");
    leaveSuspectMark(home, "first", "log", 4);
    leaveRewriteMark(home, "first");
    leaveRewriteMark(home, "second");
    leaveRewriteMark(home, "missing/suspect");
    assert.equal(Deno.readTextFileSync(`${home}/first`), "4\n");
    assert.equal(Deno.readTextFileSync(`${home}/second`), "all\n");
    assert.equal(Deno.readTextFileSync(`${home}/log`), "0123456789");
  }));

Deno.test("a mark with a number takes the place of one that all bytes count", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/log`, "0123456789");
    leaveRewriteMark(home, "suspect");
    leaveSuspectMark(home, "suspect", "log", 4);
    assert.equal(Deno.readTextFileSync(`${home}/suspect`), "4\n");
    assert.equal(Deno.readTextFileSync(`${home}/log`), "0123456789");
  }));
