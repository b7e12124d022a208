import assert from "node:assert/strict";
import { treeDigest } from "../../src/store/tree_digest.ts";
import { makePipe, withScratch } from "../support/scratch.ts";

function makeTree(path: string, files: Readonly<Record<string, string>>): string {
  Deno.mkdirSync(`${path}/below`, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    Deno.writeTextFileSync(`${path}/${name}`, text);
  }
  return path;
}

Deno.test("equal trees have equal digests, whatever the order in which they were made", () =>
  withScratch((home) => {
    const first = makeTree(`${home}/1`, { a: "1", "below/b": "2" });
    const second = makeTree(`${home}/2`, { "below/b": "2", a: "1" });
    assert.equal(treeDigest(first), treeDigest(second));
  }));

Deno.test("a digest changes with a byte, a name and a file more", () =>
  withScratch((home) => {
    const trees = [
      { a: "1", b: "2" },
      { a: "1", b: "3" },
      { a: "2", b: "1" },
      { a: "1", c: "2" },
      { a: "1", "below/b": "2" },
      { a: "1", b: "2", c: "" },
    ];
    const digests = trees.map((files, i) => treeDigest(makeTree(`${home}/${i}`, files)));
    assert.equal(new Set(digests).size, trees.length);
  }));

Deno.test("the digest of a file is the SHA-256 of its bytes", () =>
  withScratch((home) => {
    Deno.writeTextFileSync(`${home}/file`, "abc");
    assert.equal(
      treeDigest(`${home}/file`),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  }));

Deno.test("nothing, a link, a pipe and a tree that holds one have no digest", () =>
  withScratch((home) => {
    makeTree(`${home}/tree`, { a: "1" });
    assert.equal(treeDigest(`${home}/missing`), null);
    Deno.symlinkSync(`${home}/tree`, `${home}/link`);
    assert.equal(treeDigest(`${home}/link`), null);
    makePipe(`${home}/pipe`);
    assert.equal(treeDigest(`${home}/pipe`), null);
    Deno.symlinkSync(`${home}/tree/a`, `${home}/tree/below/link`);
    assert.equal(treeDigest(`${home}/tree`), null);
  }));
