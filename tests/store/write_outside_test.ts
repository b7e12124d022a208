import assert from "node:assert/strict";
import { atomicWriteFile } from "../../src/store/write_outside.ts";
import { runScriptWithFileLimit } from "../support/child.ts";
import { bytesOf, failureOf, pathsBelow, withScratch } from "../support/scratch.ts";

const CHILD = new URL("store_child.ts", import.meta.url);

Deno.test("a file outside is written whole and nothing stays beside it", () =>
  withScratch((home) => {
    atomicWriteFile(`${home}/file`, bytesOf("new"));
    assert.equal(Deno.readTextFileSync(`${home}/file`), "new");
    assert.deepEqual(pathsBelow(home), ["file"]);
  }));

Deno.test("a file outside keeps its mode when it is replaced", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/file`, "old");
    Deno.chmodSync(`${home}/file`, 0o666);
    atomicWriteFile(`${home}/file`, bytesOf("new"));
    assert.equal((Deno.statSync(`${home}/file`).mode ?? 0) & 0o777, 0o666);
    atomicWriteFile(`${home}/file`, bytesOf("key"), { mode: 0o600 });
    assert.equal((Deno.statSync(`${home}/file`).mode ?? 0) & 0o777, 0o600);
  }));

Deno.test("a full disk leaves the old file outside and nothing beside it", () =>
  withScratch(async (home) => {
    Deno.writeTextFileSync(`${home}/file`, "old");
    const { code } = await runScriptWithFileLimit(64, CHILD, [
      "write",
      home,
      "0123456789",
      "100000",
    ]);
    assert.equal(code, 74);
    assert.equal(Deno.readTextFileSync(`${home}/file`), "old");
    assert.deepEqual(pathsBelow(home), ["file"]);
  }));

Deno.test("a link or a directory at the target is refused and stays", () =>
  withScratch(async (home) => {
    Deno.writeTextFileSync(`${home}/target`, "old");
    Deno.symlinkSync(`${home}/target`, `${home}/link`);
    Deno.mkdirSync(`${home}/directory`);
    for (const name of ["link", "directory"]) {
      await failureOf("home.unsafe", () => atomicWriteFile(`${home}/${name}`, bytesOf("new")));
    }
    assert.equal(Deno.readTextFileSync(`${home}/target`), "old");
    assert.deepEqual(pathsBelow(home), ["directory/", "link@", "target"]);
  }));

Deno.test("a file that cannot be made is named as it was asked for", () =>
  withScratch(async (home) => {
    const path = `${home}/nowhere/file`;
    const failure = await failureOf(
      "file.not_created",
      () => atomicWriteFile(path, bytesOf("new")),
    );
    assert.equal(failure.path, path);
  }));

Deno.test("what a dead process left beside the target goes, what a live one stages stays", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/.file.0123abcd.tmp`, "dead");
    Deno.writeTextFileSync(`${home}/.file.0123abce.tmp`, "live");
    Deno.writeTextFileSync(`${home}/.file.toolong01.tmp`, "not ours");
    Deno.writeTextFileSync(`${home}/.other.0123abcd.tmp`, "of another file");
    using live = Deno.openSync(`${home}/.file.0123abce.tmp`, { read: true });
    assert(live.tryLockSync(true));
    atomicWriteFile(`${home}/file`, bytesOf("new"));
    assert.deepEqual(pathsBelow(home), [
      ".file.0123abce.tmp",
      ".file.toolong01.tmp",
      ".other.0123abcd.tmp",
      "file",
    ]);
  }));
