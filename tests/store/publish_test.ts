import assert from "node:assert/strict";
import { publish } from "../../src/store/publish.ts";
import { treeDigest } from "../../src/store/tree_digest.ts";
import { failureOf, pathsBelow, withScratch } from "../support/scratch.ts";

/** A directory on another device than the scratch directory; null where there is none. */
function otherDevice(home: string): string | null {
  try {
    const other = Deno.makeTempDirSync({ dir: "/dev/shm" });
    if (Deno.statSync(other).dev !== Deno.statSync(home).dev) {
      return other;
    }
    Deno.removeSync(other);
    return null;
  } catch {
    return null;
  }
}

function makeTree(path: string): void {
  Deno.mkdirSync(`${path}/below`, { recursive: true });
  Deno.writeTextFileSync(`${path}/a`, "1");
  Deno.writeTextFileSync(`${path}/below/b`, "2");
  Deno.chmodSync(`${path}/below/b`, 0o600);
}

Deno.test("a directory is renamed to its place", () =>
  withScratch((home) => {
    makeTree(`${home}/from`);
    publish(`${home}/from`, `${home}/to`);
    assert.deepEqual(pathsBelow(home), ["to/", "to/a", "to/below/", "to/below/b"]);
  }));

Deno.test("what cannot be renamed is left where it is", () =>
  withScratch(async (home) => {
    makeTree(`${home}/from`);
    const { path } = await failureOf("io", () => publish(`${home}/from`, `${home}/none/to`));
    assert.equal(path, `${home}/none/to`);
    assert.notEqual(treeDigest(`${home}/from`), null);
  }));

const scratchDevice = Deno.makeTempDirSync();
const hasOther = otherDevice(scratchDevice);
Deno.removeSync(scratchDevice);
if (hasOther !== null) {
  Deno.removeSync(hasOther);
}

Deno.test({
  name: "to another device a tree is copied with its modes, and its source removed",
  ignore: hasOther === null,
  fn: () =>
    withScratch((home) => {
      const other = otherDevice(home) ?? "";
      try {
        makeTree(`${other}/from`);
        const digest = treeDigest(`${other}/from`);
        publish(`${other}/from`, `${home}/to`);
        assert.equal(treeDigest(`${home}/to`), digest);
        assert.equal((Deno.statSync(`${home}/to/below/b`).mode ?? 0) & 0o777, 0o600);
        assert.deepEqual(pathsBelow(home), ["to/", "to/a", "to/below/", "to/below/b"]);
        assert.deepEqual(pathsBelow(other), []);
      } finally {
        Deno.removeSync(other, { recursive: true });
      }
    }),
});

Deno.test({
  name: "a tree with a link is not copied to another device, and nothing of it is left there",
  ignore: hasOther === null,
  fn: () =>
    withScratch(async (home) => {
      const other = otherDevice(home) ?? "";
      try {
        makeTree(`${other}/from`);
        Deno.symlinkSync("/etc/passwd", `${other}/from/link`);
        await failureOf("io", () => publish(`${other}/from`, `${home}/to`));
        assert.deepEqual(pathsBelow(home), []);
        assert.equal(pathsBelow(`${other}/from`).length, 4);
      } finally {
        Deno.removeSync(other, { recursive: true });
      }
    }),
});
