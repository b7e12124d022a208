import assert from "node:assert/strict";
import { readRegular, readRegularFrom, readRegularText } from "../../src/store/read_file.ts";
import { failureOf, makePipe, withScratch } from "../support/scratch.ts";

Deno.test("a pipe is refused without waiting for its other end", () =>
  withScratch(async (home) => {
    makePipe(`${home}/pipe`);
    await failureOf("home.unsafe", () => readRegular(`${home}/pipe`));
    await failureOf("home.unsafe", () => readRegularFrom(`${home}/pipe`, 0));
  }));

Deno.test("a link and a directory are refused by readers", () =>
  withScratch(async (home) => {
    Deno.writeTextFileSync(`${home}/target`, "secret");
    Deno.symlinkSync(`${home}/target`, `${home}/link`);
    await failureOf("home.unsafe", () => readRegularText(`${home}/link`));
    await failureOf("home.unsafe", () => readRegularText(home));
  }));

Deno.test("a file that is too large is refused before it is read", () =>
  withScratch(async (home) => {
    const path = `${home}/sparse`;
    Deno.writeTextFileSync(path, "");
    Deno.truncateSync(path, 2 ** 24 + 1);
    const problem = "it has more than 16777216 bytes";
    assert.deepEqual(await failureOf("file.unreadable", () => readRegularText(path)), {
      path,
      problem,
    });
    Deno.truncateSync(path, 2 ** 33);
    await failureOf("file.unreadable", () => readRegular(path));
    await failureOf("file.unreadable", () => readRegularFrom(path, 1));
    assert.equal(readRegularFrom(path, 2 ** 33 - 2)?.bytes.length, 2);
  }));

Deno.test("what is not there reads as null, also below a file", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/file`, "");
    assert.equal(readRegular(`${home}/missing`), null);
    assert.equal(readRegular(`${home}/file/below`), null);
    assert.equal(readRegularFrom(`${home}/missing`, 3), null);
  }));

Deno.test("reading from an offset gives the rest and the length of the whole file", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/file`, "0123456789");
    const rest = readRegularFrom(`${home}/file`, 7);
    assert.deepEqual(rest, { size: 10, bytes: new TextEncoder().encode("789") });
    const beyond = readRegularFrom(`${home}/file`, Number.MAX_SAFE_INTEGER);
    assert.deepEqual(beyond, { size: 10, bytes: new Uint8Array() });
  }));
