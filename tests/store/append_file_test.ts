import assert from "node:assert/strict";
import { appendBytes, truncateDurably } from "../../src/store/append_file.ts";
import { runScriptWithFileLimit } from "../support/child.ts";
import { bytesOf, failureOf, withScratch } from "../support/scratch.ts";

const CHILD = new URL("store_child.ts", import.meta.url);

Deno.test("bytes are appended at the known end", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/log`, "one\n");
    using file = appendBytes(`${home}/log`, 4, bytesOf("two\n"));
    file.sync();
    assert.equal(Deno.readTextFileSync(`${home}/log`), "one\ntwo\n");
  }));

Deno.test("a disk that fills in the middle of an append leaves the file as it was", () =>
  withScratch(async (home) => {
    const before = "x".repeat(60 * 1024);
    Deno.writeTextFileSync(`${home}/log`, before);
    const { code, stdout } = await runScriptWithFileLimit(64, CHILD, [
      "append",
      home,
      "0123456789",
      "1000",
    ]);
    assert.equal(code, 74);
    const { code: failure, facts } = JSON.parse(stdout);
    assert.equal(failure, "io");
    assert.equal(facts.action, "append to");
    assert.equal(Deno.readTextFileSync(`${home}/log`), before);
  }));

Deno.test("an append never makes a file", () =>
  withScratch(async (home) => {
    await failureOf("file.not_found", () => appendBytes(`${home}/log`, 0, bytesOf("x")));
    assert.deepEqual([...Deno.readDirSync(home)], []);
  }));

Deno.test("a file is cut to a length", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/log`, "one\ntwo");
    truncateDurably(`${home}/log`, 4);
    assert.equal(Deno.readTextFileSync(`${home}/log`), "one\n");
  }));

Deno.test("an appended file knows when another one has taken its name", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/log`, "one\n");
    using file = appendBytes(`${home}/log`, 4, bytesOf("two\n"));
    assert.equal(file.isStillNamed(), true);
    Deno.writeTextFileSync(`${home}/new`, "one\n");
    Deno.renameSync(`${home}/new`, `${home}/log`);
    assert.equal(file.isStillNamed(), false);
  }));
