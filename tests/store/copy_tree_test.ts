import assert from "node:assert/strict";
import { copyTreeDurably } from "../../src/store/copy_tree.ts";
import { digestOfLines, treeDigest } from "../../src/store/tree_digest.ts";
import { failureOf, makePipe, pathsBelow, withScratch } from "../support/scratch.ts";

const TIME = new Date("2026-01-07T03:39:21Z");

function makeTree(path: string): void {
  Deno.mkdirSync(`${path}/below`, { recursive: true });
  Deno.writeTextFileSync(`${path}/a`, "1");
  Deno.writeFileSync(`${path}/below/large`, new Uint8Array(3_000_000).fill(7));
  Deno.chmodSync(`${path}/below/large`, 0o640);
  Deno.chmodSync(`${path}/below`, 0o710);
  for (const name of ["/a", "/below/large", "/below", ""]) {
    Deno.utimeSync(`${path}${name}`, TIME, TIME);
  }
}

function attributes(path: string): readonly unknown[] {
  return ["/a", "/below/large", "/below", ""].map((name) => {
    const { mode, mtime, size, isFile } = Deno.lstatSync(`${path}${name}`);
    return [name, (mode ?? 0) & 0o7777, mtime?.getTime(), isFile ? size : 0];
  });
}

Deno.test("a copied tree has the bytes, modes and times of the original", () =>
  withScratch((home) => {
    makeTree(`${home}/from`);
    const lines = copyTreeDurably(`${home}/from`, `${home}/to`);
    assert.deepEqual(attributes(`${home}/to`), attributes(`${home}/from`));
    assert.equal(treeDigest(`${home}/to`), treeDigest(`${home}/from`));
    assert.equal(digestOfLines(lines), treeDigest(`${home}/from`));
  }));

Deno.test("links are copied as links where that is asked for, and refused elsewhere", () =>
  withScratch((home) => {
    makeTree(`${home}/from`);
    Deno.symlinkSync("/nowhere", `${home}/from/below/link`);
    assert.throws(() => copyTreeDurably(`${home}/from`, `${home}/refused`));
    const lines = copyTreeDurably(`${home}/from`, `${home}/to`, "record");
    assert.equal(Deno.readLinkSync(`${home}/to/below/link`), "/nowhere");
    assert.equal(digestOfLines(lines), treeDigest(`${home}/to`, "record"));
    assert.equal(treeDigest(`${home}/to`), null);
  }));

Deno.test("a link that points elsewhere has another digest", () =>
  withScratch((home) => {
    Deno.symlinkSync("a", `${home}/1`);
    Deno.symlinkSync("b", `${home}/2`);
    assert.notEqual(treeDigest(`${home}/1`, "record"), treeDigest(`${home}/2`, "record"));
  }));

Deno.test("a pipe is not copied, and an existing target is not written over", () =>
  withScratch(async (home) => {
    makePipe(`${home}/pipe`);
    assert.throws(() => copyTreeDurably(`${home}/pipe`, `${home}/copy`));
    Deno.writeTextFileSync(`${home}/a`, "1");
    Deno.writeTextFileSync(`${home}/b`, "2");
    await failureOf("io", () => copyTreeDurably(`${home}/a`, `${home}/b`));
    assert.equal(Deno.readTextFileSync(`${home}/b`), "2");
    assert.deepEqual(pathsBelow(home).filter((path) => path === "copy"), []);
  }));
